"""What was published: numbered, hashed, never changed."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from discussions.models.syntheses import Synthesis
from discussions.querysets import PublicationQuerySet


class Publication(models.Model):
    """One numbered version of a synthesis, as frozen when it went out.

    ``document`` holds everything a reader is shown (its shape is described in
    ``discussions.exports.document``) with opaque keys for cells; ``names`` maps a
    key to the cell's name while the cell agrees. ``digest`` is the SHA-256 of the
    document's canonical JSON, so that a later change could not go unnoticed.
    """

    synthesis = models.ForeignKey(Synthesis, on_delete=models.PROTECT, related_name="publications")
    slug = models.SlugField(max_length=80)
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    names = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["synthesis", "number"], name="publication_number_unique"
            ),
            models.UniqueConstraint(fields=["slug", "number"], name="publication_address_unique"),
        )

    def __str__(self) -> str:
        return f"{self.slug} v{self.number}"

    def get_absolute_url(self) -> str:
        """The permanent address of this version."""
        return reverse("discussions:publication-version", args=[self.slug, self.number])

    @staticmethod
    def digest_of(document: dict[str, Any]) -> str:
        canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def is_unchanged(self) -> bool:
        return self.digest == self.digest_of(self.document)
