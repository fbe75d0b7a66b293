"""The shared note of a discussion, and all it ever said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from markdownx.models import MarkdownxField

from discussions.choices import NoteState
from discussions.models.discussions import Discussion
from discussions.querysets import NoteQuerySet


class Note(models.Model):
    """The one shared note of a discussion; its state covers the typed points too.

    ``revision`` is what its writers see; ``agreed_revision`` is what others go
    on reading, also while the notes are open again for corrections.
    """

    discussion = models.OneToOneField(Discussion, on_delete=models.CASCADE, related_name="note")
    state = models.CharField(max_length=8, choices=NoteState, default=NoteState.DRAFT)
    revision = models.ForeignKey(
        "NoteRevision", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    agreed_revision = models.ForeignKey(
        "NoteRevision", null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    agreed_at = models.DateTimeField(null=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, editable=False)
    reopened_because = models.CharField(max_length=300, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=NoteState.values), name="note_state"),
            models.CheckConstraint(
                condition=~Q(state=NoteState.AGREED)
                | Q(agreed_at__isnull=False, agreed_revision__isnull=False),
                name="note_agreed_is_pinned",
            ),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("discussions:note", args=[self.pk])

    @property
    def is_agreed(self) -> bool:
        return self.state == NoteState.AGREED

    @property
    def was_agreed(self) -> bool:
        """Agreed now or before: there is a revision that others may read."""
        return self.agreed_revision_id is not None

    @property
    def text(self) -> str:
        return self.revision.text if self.revision else ""


class NoteRevision(models.Model):
    """One saved state of a note: never changed, only followed by another.

    ``text`` is Markdown as typed, ``html`` what ``markup`` made of it and
    ``plain`` the rendered plain text, in which positions of points are counted
    (in code points).
    """

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = MarkdownxField(blank=True)
    html = models.TextField(blank=True, editable=False)
    plain = models.TextField(blank=True, editable=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["note", "number"], name="noterevision_number_unique"),
        )

    def __str__(self) -> str:
        return f"revision {self.number} of note {self.note_id}"

    @property
    def safe_html(self) -> SafeString:
        """``html``, which came through ``markup.render`` and nothing else."""
        return mark_safe(self.html)  # noqa: S308
