"""A frozen document as its page shows it: nothing is read but the document and its names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe

from discussions.choices import Relation, StatementKind
from discussions.labels import WORDS

if TYPE_CHECKING:
    from discussions.models import Publication

    Name = dict[str, str]


@dataclass(frozen=True)
class Quote:
    """One point's words, and the cell beside them where it may be named."""

    words: str
    cell: Name | None


@dataclass(frozen=True)
class Voices:
    """The points that do one thing for a passage: those quoted, and how many are not."""

    relation: str
    quotes: list[Quote]
    kept: int

    @property
    def label(self) -> str:
        return WORDS[self.relation].capitalize()

    @property
    def is_against(self) -> bool:
        return self.relation == Relation.DISSENTS


@dataclass(frozen=True)
class Passage:
    number: str
    text: str
    form: str
    kind: str
    raised: dict[str, int] | None
    voices: list[Voices]

    @property
    def anchor(self) -> str:
        return f"p-{self.number.replace('.', '-')}"

    @property
    def is_ours(self) -> bool:
        """Linking text, which rests on nothing that was said."""
        return self.kind == StatementKind.EDITORIAL


@dataclass(frozen=True)
class Section:
    number: int
    heading: str
    passages: list[Passage]

    @property
    def anchor(self) -> str:
        return f"s{self.number}"


@dataclass(frozen=True)
class Talk:
    """A discussion that may be listed."""

    cell: Name
    date: date
    discussion_id: int | None


@dataclass(frozen=True)
class Reading:
    """A document and the names of its keys; a key without a name is "one cell"."""

    document: dict[str, Any]
    names: dict[str, Name]

    @property
    def title(self) -> str:
        return str(self.document["title"])

    @property
    def question(self) -> str:
        return str(self.document.get("question", ""))

    @property
    def introduction(self) -> SafeString:
        """HTML that ``markup.render`` made when the document was frozen."""
        return mark_safe(str(self.document.get("introduction", "")))  # noqa: S308

    @property
    def is_archive(self) -> bool:
        return bool(self.document.get("is_archive"))

    @property
    def published(self) -> date | None:
        published = self.document.get("published")
        return date.fromisoformat(published) if published else None

    @property
    def made(self) -> dict[str, int | None] | None:
        return self.document.get("made")

    @property
    def names_cells(self) -> bool:
        """Whether some cell stands beside its words, so that the others are "one cell"."""
        return any(quote.cell for p in self.sources for v in p.voices for quote in v.quotes)

    @cached_property
    def sections(self) -> list[Section]:
        return [
            Section(
                number,
                section["heading"],
                [self._passage(statement) for statement in section["statements"]],
            )
            for number, section in enumerate(self.document.get("sections", []), start=1)
        ]

    @cached_property
    def talks(self) -> list[Talk]:
        """By date, those of cells whose name still stands."""
        return [
            Talk(self.names[row["cell"]], date.fromisoformat(row["date"]), row["id"])
            for row in self.document.get("discussions", [])
            if row["cell"] in self.names
        ]

    @property
    def unlisted(self) -> int:
        """How many more cells took part."""
        rows = self.document.get("discussions", [])
        nameless = {row["cell"] for row in rows} - self.names.keys()
        return int(self.document.get("unlisted", 0)) + len(nameless)

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """Anchor and text of each heading, for the list at the side."""
        entries = [(section.anchor, section.heading) for section in self.sections]
        if self.talks or self.unlisted:
            entries.append(("discussions", "The discussions"))
        return [*entries, ("made", "How this was made")]

    @property
    def sources(self) -> Iterator[Passage]:
        """The passages with something behind them, for the appendix on paper."""
        return (p for section in self.sections for p in section.passages if p.voices)

    def _passage(self, statement: dict[str, Any]) -> Passage:
        return Passage(
            statement["number"],
            statement["text"],
            statement["form"],
            statement["kind"],
            statement["raised"],
            self._voices(statement["evidence"]),
        )

    def _voices(self, evidence: list[dict[str, Any]]) -> list[Voices]:
        """The evidence by what it does, in the order of the choices."""
        found = []
        for relation in Relation.values:
            rows = [row for row in evidence if row["relation"] == relation]
            quotes = [
                Quote(row["words"], self.names.get(row["cell"]))
                for row in rows
                if row["words"] is not None
            ]
            if rows:
                found.append(Voices(relation, quotes, len(rows) - len(quotes)))
        return found


def read_publication(publication: Publication) -> Reading:
    return Reading(publication.document, publication.names)
