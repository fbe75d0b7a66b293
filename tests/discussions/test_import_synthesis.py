"""A summary written elsewhere, brought in by command and by page."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from cells.models import Cell, Meeting
from discussions.actions.publications import publish_synthesis
from discussions.choices import StatementForm, StatementKind
from discussions.models import Discussion, Round, Section, Statement, Synthesis
from tests.factories import make_cell, make_discussion, make_meeting, make_round, make_synthesis
from tests.pages import Page

DOCUMENT = """\
# Kitchens

Two cells asked what a shared kitchen needs.

## What is missing

Most streets have no room where forty people can eat.

The room is there, and locked, for these reasons:

- Nobody knows who holds the key.
- The insurance names one person.

## Issues to explore further

- Who pays for the gas?
- Could schools lend theirs?

## The discussions

Harbour cell, 3 March 2019

Hill cell, 5 March 2019
"""
PASTED = DOCUMENT.replace("# ", "").replace("#", "").replace("- ", "• ")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "kitchens.md"
    file.write_text(DOCUMENT)
    return file


def shape(synthesis: Synthesis) -> tuple[int, int, int]:
    statements = Statement.objects.filter(section__synthesis=synthesis)
    return (
        synthesis.sections.count(),
        statements.count(),
        statements.filter(kind=StatementKind.ISSUE).count(),
    )


def import_synthesis(*args: str | Path) -> str:
    out = StringIO()
    call_command("import_synthesis", *map(str, args), stdout=out)
    return out.getvalue()


def nothing_is_written() -> bool:
    rows = (Synthesis, Section, Statement, Discussion, Meeting, Round, Cell)
    return not any(model.objects.exists() for model in rows)


@pytest.mark.django_db
class TestCommand:
    def test_a_document_becomes_sections_passages_and_discussions(self, document: Path) -> None:
        printed = import_synthesis(document, "--round", "kitchens", "--create")
        synthesis = Synthesis.objects.get(round__slug="kitchens")
        assert shape(synthesis) == (2, 6, 2)
        assert synthesis.title == "Kitchens"
        assert synthesis.introduction == "Two cells asked what a shared kitchen needs."
        listed = Discussion.objects.values_list("meeting__cell__name", "meeting__date")
        assert list(listed) == [
            ("Harbour cell", date(2019, 3, 3)),
            ("Hill cell", date(2019, 3, 5)),
        ]
        assert "an introduction, 2 sections, 6 passages of which 2 to explore" in printed
        assert "added: Harbour cell, 3 March 2019" in printed

    def test_a_line_before_a_list_needs_no_evidence(self, document: Path) -> None:
        import_synthesis(document, "--round", "kitchens", "--create")
        lead_in = Statement.objects.get(form=StatementForm.LEAD_IN)
        assert lead_in.text == "The room is there, and locked, for these reasons:"
        assert not lead_in.needs_evidence

    def test_discussions_that_are_there_are_found_and_not_doubled(self, document: Path) -> None:
        cells = [make_cell("Harbour cell"), make_cell("hill cell")]
        round = make_round("Kitchens", cells, slug="kitchens")
        for cell, day in zip(cells, (3, 5), strict=True):
            make_discussion(cell, round, on=date(2019, 3, day))
        printed = import_synthesis(document, "--round", "kitchens")
        assert "found: Harbour cell, 3 March 2019" in printed
        assert Discussion.objects.count() == 2

    def test_a_discussion_is_added_to_a_meeting_that_was_not_cancelled(
        self, document: Path
    ) -> None:
        harbour, hill = make_cell("Harbour cell"), make_cell("Hill cell")
        cancelled = make_meeting(harbour, date=date(2019, 3, 3), state="cancelled")
        held = make_meeting(hill, date=date(2019, 3, 5))
        import_synthesis(document, "--round", "kitchens", "--create")
        assert not cancelled.discussions.exists()
        assert held.discussions.count() == 1
        assert list(harbour.meetings.exclude(pk=cancelled.pk).values_list("state")) == [("held",)]

    def test_missing_discussions_are_listed_with_their_lines_and_nothing_is_written(
        self, document: Path
    ) -> None:
        round = make_round("Kitchens", slug="kitchens")
        with pytest.raises(CommandError, match=r"line 21: No discussion of “Harbour cell”"):
            import_synthesis(document, "--round", "kitchens")
        assert not Synthesis.objects.filter(round=round).exists()
        assert not Cell.objects.exists()

    def test_a_line_without_a_place_stops_everything(self, tmp_path: Path) -> None:
        file = tmp_path / "table.md"
        file.write_text(DOCUMENT + "\n| a | table |\n")
        with pytest.raises(CommandError, match=r"line 25: "):
            import_synthesis(file, "--round", "kitchens", "--create")
        assert nothing_is_written()

    def test_a_second_import_is_refused(self, document: Path) -> None:
        import_synthesis(document, "--round", "kitchens", "--create")
        with pytest.raises(CommandError, match="has a summary already"):
            import_synthesis(document, "--round", "kitchens", "--create")
        assert Synthesis.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"\xff\xfe# Kitchens", "not plain text in UTF-8"),
            (b"x" * 10_000_000, "larger than 1 MB"),
            (b"", "no heading with words"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_refused_in_a_line(
        self, tmp_path: Path, data: bytes, message: str
    ) -> None:
        file = tmp_path / "broken"
        file.write_bytes(data)
        with pytest.raises(CommandError, match=message):
            import_synthesis(file, "--round", "kitchens", "--create")
        assert nothing_is_written()

    def test_no_such_file_and_no_such_question_are_said(
        self, tmp_path: Path, document: Path
    ) -> None:
        with pytest.raises(CommandError, match="cannot be read: No such file"):
            import_synthesis(tmp_path / "nowhere.md", "--round", "kitchens")
        with pytest.raises(CommandError, match="There is no question “kitchens” here"):
            import_synthesis(document, "--round", "kitchens")
        with pytest.raises(CommandError, match="cannot stand in an address"):
            import_synthesis(document, "--round", "no/slug", "--create")


@pytest.mark.django_db
class TestPage:
    @pytest.fixture
    def post(self, as_user, olive):
        make_round("Kitchens", slug="kitchens")
        client = as_user(olive)
        address = reverse("discussions:synthesis-import", args=["kitchens"])
        return lambda data: client.post(address, data)

    def chosen(self, response) -> dict[str, str]:
        """What the preview would send if nothing was corrected."""
        form = response.context["form"]
        lines = {field.html_name: field.value() for _, field in form.rows()}
        return {"step": "lines", "text": form["text"].value(), "create": "on", **lines}

    @pytest.mark.parametrize("text", [DOCUMENT, PASTED], ids=["markdown", "pasted"])
    def test_pasted_words_become_the_summary_after_a_look_at_each_line(self, post, text) -> None:
        preview = post({"text": text})
        assert not Synthesis.objects.exists()
        response = post(self.chosen(preview))
        assert response.status_code == 302
        assert shape(Synthesis.objects.get()) == (2, 6, 2)
        assert Discussion.objects.count() == 2

    def test_a_file_is_read_as_well(self, post) -> None:
        preview = post({"file": SimpleUploadedFile("kitchens.md", DOCUMENT.encode())})
        assert post(self.chosen(preview)).status_code == 302

    def test_the_form_of_a_line_can_be_corrected(self, post) -> None:
        chosen = self.chosen(post({"text": DOCUMENT}))
        post(chosen | {"line-7": "ignore", "line-11": "prose"})
        texts = dict(Statement.objects.values_list("text", "form"))
        assert "Most streets have no room where forty people can eat." not in texts
        assert texts["Nobody knows who holds the key."] == StatementForm.PROSE

    def test_missing_discussions_are_shown_at_their_lines_and_nothing_is_written(
        self, post
    ) -> None:
        chosen = self.chosen(post({"text": DOCUMENT}))
        del chosen["create"]
        response = post(chosen | {"line-7": "ignore"})
        assert "No discussion of “Harbour cell”" in response.context["form"].errors["line-21"][0]
        assert response.context["form"]["line-7"].value() == "ignore"
        assert not Synthesis.objects.exists()

    @pytest.mark.parametrize(
        ("data", "field", "message"),
        [
            ({"text": " "}, "text", "Paste the document here"),
            ({"file": b"\xff\xfe\x00"}, "file", "not plain text in UTF-8"),
            ({"file": b"x" * 1_500_000}, "file", "larger than 1 MB"),
        ],
    )
    def test_what_cannot_be_read_is_said_at_its_field(self, post, data, field, message) -> None:
        if "file" in data:
            data = {"file": SimpleUploadedFile("broken.md", data["file"])}
        response = post(data)
        assert message in response.context["form"].errors[field][0]
        assert not Synthesis.objects.exists()

    def test_a_question_that_has_a_summary_is_left_alone(self, post) -> None:
        make_synthesis(Round.objects.get())
        response = post(self.chosen(post({"text": DOCUMENT})))
        assert "has a summary already" in response.content.decode()
        assert not Statement.objects.exists()


@pytest.mark.django_db
def test_an_imported_archive_goes_out_with_the_discussions_it_lists(
    document: Path, client, olive
) -> None:
    import_synthesis(document, "--round", "kitchens", "--create", "--archive")
    synthesis = Synthesis.objects.get()
    publish_synthesis(synthesis=synthesis, by=olive, confirmed=["archive"])
    page = Page(client.get(reverse("discussions:publication", args=["kitchens"])).content.decode())
    assert "made before sources were kept" in page.words
    for listed in ("Harbour cell, 3 March 2019", "Hill cell, 5 March 2019"):
        assert listed in page.words
    assert "Read the notes" not in page.words
