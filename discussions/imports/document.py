"""A summary written elsewhere, put together from its lines.

Two steps, so that a person can correct the first: :func:`read_lines` says what each
line seems to be; :func:`assemble` makes a document of lines and their forms, and lists
what it cannot place. Nothing is dropped in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from discussions.errors import ImportRefused
from discussions.markup import Problem

from .lines import Form, Line, find_discussion, read_lines

__all__ = [
    "Document",
    "DocumentDiscussion",
    "DocumentSection",
    "DocumentStatement",
    "Form",
    "Line",
    "assemble",
    "decode",
    "parse_document",
    "read_lines",
]

MAX_DOCUMENT_BYTES = 1_000_000
# In characters, as the tables hold them.
MAX_HEADING_LENGTH = 200
MAX_INTRODUCTION_LENGTH = 10_000
MAX_STATEMENT_LENGTH = 4000
MAX_CELL_NAME_LENGTH = 80

# How a line's form becomes a statement's form and kind.
_STATEMENTS = {
    Form.PROSE: ("prose", "claim"),
    Form.ITEM: ("item", "claim"),
    Form.LEAD_IN: ("lead_in", "claim"),
    Form.ISSUE: ("item", "issue"),
}


@dataclass(frozen=True, slots=True)
class DocumentStatement:
    """One passage; ``form`` and ``kind`` are values of ``StatementForm`` and ``StatementKind``."""

    text: str
    form: str
    kind: str
    line: int


@dataclass(frozen=True, slots=True)
class DocumentSection:
    heading: str
    line: int
    statements: tuple[DocumentStatement, ...]


@dataclass(frozen=True, slots=True)
class DocumentDiscussion:
    """A line of the closing list: which cell discussed it, and when."""

    cell_name: str
    date: date
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A summary, and in ``problems`` every line of it that has no place yet.

    ``title`` and ``introduction`` may be empty; the introduction's paragraphs stand
    apart by a blank line. A section has at least one statement.
    """

    title: str
    introduction: str
    sections: tuple[DocumentSection, ...]
    discussions: tuple[DocumentDiscussion, ...]
    problems: tuple[Problem, ...]


def decode(data: bytes) -> str:
    """The text of an uploaded file.

    Raises ``ImportRefused`` for more than ``MAX_DOCUMENT_BYTES`` and for what is not
    UTF-8 text.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ImportRefused(
            "This file is larger than 1 MB, too large for a summary. Leave out all but the words."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise ImportRefused(
            "This file is not plain text in UTF-8. In your word processor, save it as plain text"
            " (.txt) with the encoding UTF-8, or copy the words and paste them."
        )
    return text


def parse_document(text: str) -> Document:
    """A document by the forms that its lines seem to have."""
    return assemble(read_lines(text))


def assemble(lines: Iterable[Line]) -> Document:
    """A document of ``lines`` in order, whatever their forms; never raises."""
    draft = _Draft()
    for line in lines:
        draft.place(line)
    return draft.document()


@dataclass(slots=True)
class _Heading:
    line: Line
    statements: list[DocumentStatement] = field(default_factory=list)
    has_discussions: bool = False


@dataclass(slots=True)
class _Draft:
    """The document so far."""

    title: str = ""
    introduction: list[Line] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    # By the cell's name, casefolded, and the day.
    discussions: dict[tuple[str, date], DocumentDiscussion] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, line: Line) -> None:
        match line.form:
            case Form.TITLE:
                self._place_title(line)
            case Form.INTRODUCTION:
                self.introduction.append(line)
            case Form.HEADING:
                self._check(line, "This heading", MAX_HEADING_LENGTH)
                self.headings.append(_Heading(line))
            case Form.DISCUSSION:
                self._place_discussion(line)
            case Form.UNPLACED:
                self._report(line, "A table, a picture, code or HTML has no place in a summary.")
            case Form.PROSE | Form.ITEM | Form.LEAD_IN | Form.ISSUE:
                self._place_statement(line)

    def document(self) -> Document:
        introduction = "\n\n".join(line.text for line in self.introduction)
        if len(introduction) > MAX_INTRODUCTION_LENGTH:
            first = self.introduction[0]
            self._report(first, "The introduction is too long", MAX_INTRODUCTION_LENGTH)
        for heading in self.headings:
            if not heading.statements and not heading.has_discussions:
                self._report(heading.line, "There is nothing under this heading.")
        if not self.problems and not any(heading.statements for heading in self.headings):
            self.problems.append(Problem(1, "This document has no heading with words under it."))
        return Document(
            title=self.title,
            introduction=introduction,
            sections=tuple(
                DocumentSection(heading.line.text, heading.line.number, tuple(heading.statements))
                for heading in self.headings
                if heading.statements
            ),
            discussions=tuple(self.discussions.values()),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line)),
        )

    def _place_title(self, line: Line) -> None:
        self._check(line, "This title", MAX_HEADING_LENGTH)
        if self.title:
            self._report(line, "A document has one title, and this is the second.")
        self.title = self.title or line.text

    def _place_statement(self, line: Line) -> None:
        self._check(line, "This passage", MAX_STATEMENT_LENGTH)
        if not self.headings:
            self._report(
                line,
                "This stands before the first heading. Make it part of the introduction, or put"
                " a heading above it.",
            )
            return
        form, kind = _STATEMENTS[line.form]
        statement = DocumentStatement(line.text, form, kind, line.number)
        self.headings[-1].statements.append(statement)

    def _place_discussion(self, line: Line) -> None:
        if self.headings:
            self.headings[-1].has_discussions = True
        found = find_discussion(line.text)
        if not found:
            self._report(
                line,
                "No cell and date can be read here. Write them like “Founding cell, 15 November"
                " 2017”.",
            )
            return
        cell_name, day = found
        if len(cell_name) > MAX_CELL_NAME_LENGTH:
            self._report(line, "This cell's name is too long", MAX_CELL_NAME_LENGTH)
            return
        key = cell_name.casefold(), day
        if key in self.discussions:
            self._report(line, "This discussion is listed twice.")
        else:
            self.discussions[key] = DocumentDiscussion(cell_name, day, line.number)

    def _check(self, line: Line, what: str, longest: int) -> None:
        if len(line.text) > longest:
            self._report(line, f"{what} is too long", longest)

    def _report(self, line: Line, message: str, longest: int | None = None) -> None:
        if longest is not None:
            message = f"{message}: at most {longest:,} characters."
        self.problems.append(Problem(line.number, message))
