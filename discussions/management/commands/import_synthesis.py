"""``manage.py import_synthesis FILE --round SLUG [--create]``."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import transaction

from discussions.actions.documents import Imported, create_round_for, import_document
from discussions.choices import StatementKind
from discussions.errors import ImportRefused
from discussions.imports.document import Document, decode, parse_document
from discussions.markup import Problem
from discussions.models import Discussion, Round, Section, Statement


class Command(BaseCommand):
    help = "Makes a summary of a document: headings, paragraphs, lists, discussions at the end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="Markdown or plain text, in UTF-8")
        parser.add_argument(
            "--round", required=True, metavar="SLUG", help="the question it answers"
        )
        parser.add_argument(
            "--create",
            action="store_true",
            help="make the question, cells and discussions that are not there yet",
        )
        parser.add_argument(
            "--archive",
            action="store_true",
            help="it was made before sources were kept: publish it without counts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            imported = bring_in(
                decode(read(options["file"])),
                options["round"],
                create=options["create"],
                is_archive=options["archive"],
            )
        except ImportRefused as refusal:
            raise CommandError("\n".join([str(refusal), *lines(refusal.problems)])) from None
        self.stdout.write(report(imported))


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{file} cannot be read: {error.strerror}.") from None


@transaction.atomic
def bring_in(text: str, slug: str, *, create: bool, is_archive: bool) -> Imported:
    """Brings the document in, into the round of this slug (made with ``create``)."""
    document = parse_document(text)
    found = Round.objects.filter(slug=slug).first() or missing_round(document, slug, create)
    return import_document(
        document=document, round=found, by=None, create=create, is_archive=is_archive
    )


def missing_round(document: Document, slug: str, create: bool) -> Round:
    if not create:
        raise ImportRefused(f"There is no question “{slug}” here. With --create it is made.")
    try:
        validate_slug(slug)
    except ValidationError:
        raise ImportRefused(f"“{slug}” cannot stand in an address: use a-z, 0-9, -.") from None
    return create_round_for(document, slug)


def lines(problems: Iterable[Problem]) -> list[str]:
    return [f"  line {problem.line}: {problem.message}" for problem in problems]


def report(imported: Imported) -> str:
    synthesis = imported.synthesis
    statements = Statement.objects.filter(section__synthesis=synthesis)
    introduction = "an introduction, " if synthesis.introduction else ""
    sections = Section.objects.filter(synthesis=synthesis).count()
    issues = statements.filter(kind=StatementKind.ISSUE).count()
    summary = (
        f"{synthesis.title}: {introduction}{sections} sections,"
        f" {statements.count()} passages of which {issues} to explore further."
    )
    return "\n".join([summary, *(_line(item, imported) for item in imported.discussions)])


def _line(discussion: Discussion, imported: Imported) -> str:
    what = "added" if discussion in imported.created else "found"
    meeting = discussion.meeting
    return f"  {what}: {meeting.cell}, {meeting.date:%-d %B %Y}"
