"""``manage.py prepare``: what ``make run`` does before it serves.

One command, because every start of Django costs about a second of the five that
``make run`` may take.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Brings the database up to date; an empty embedded one gets the sample network."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if settings.DATABASE_IS_EMBEDDED:
            call_command("load_sample", if_empty=True, stdout=self.stdout)
