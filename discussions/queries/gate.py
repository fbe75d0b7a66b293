"""What keeps a summary from going out, and what is asked about before it does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cells.models import User
from discussions.choices import Reach
from discussions.models import Evidence
from discussions.queries.coverage import Coverage, coverage
from discussions.queries.drafts import Draft, load_draft

if TYPE_CHECKING:
    from discussions.models import Statement, Synthesis

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")


@dataclass(frozen=True)
class Stop:
    """Why the summary cannot go out: what is missing, and the statement it is about."""

    text: str
    statement: Statement | None = None
    number: str = ""


@dataclass(frozen=True)
class Caution:
    """What somebody must have seen before the summary goes out.

    ``key`` is what a tick confirms: it changes when the fact does, so that nobody
    confirms what they have not seen. ``places`` says where ("3.1", "the introduction").
    """

    key: str
    text: str
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Gate:
    stops: list[Stop]
    cautions: list[Caution]
    draft: Draft
    coverage: Coverage

    @property
    def open_count(self) -> int:
        return len(self.coverage.open)

    def unconfirmed(self, confirmed: Iterable[str]) -> list[Caution]:
        ticked = set(confirmed)
        return [caution for caution in self.cautions if caution.key not in ticked]


def gate(synthesis: Synthesis) -> Gate:
    """Six queries, whatever the length of the summary."""
    draft = load_draft(synthesis)
    covered = coverage(synthesis)
    evidence = list(
        Evidence.objects.filter(statement__section__synthesis=synthesis).select_related(
            "point__discussion__note"
        )
    )
    stops = [*_missing(draft), *_unsound(draft, evidence)]
    names = User.objects.values_list("name", flat=True)
    cautions = [*_unfinished(synthesis, covered), *_named(draft, evidence, names)]
    return Gate(stops, cautions, draft, covered)


def what_is_wrong(evidence: Evidence) -> str:
    """Why a point cannot stand behind a passage that goes out; "" where it can."""
    if not evidence.point.is_live:
        return "Its cell has withdrawn this point."
    if not evidence.point.discussion.note.is_agreed:
        return "The notes it comes from are open for corrections."
    return ""


def _missing(draft: Draft) -> Iterator[Stop]:
    if not draft.passages:
        yield Stop("There is no passage in it yet.")
    if draft.synthesis.is_archive:
        return
    if not draft.asked.denominator:
        yield Stop("No cell has agreed its notes on this question yet.")
    for passage in draft.passages:
        if passage.lacks_evidence:
            yield Stop(
                "It says what cells said, and no point says it.",
                passage.statement,
                passage.number,
            )


def _unsound(draft: Draft, evidence: list[Evidence]) -> Iterator[Stop]:
    """Evidence that must not go out, in the order of the text."""
    by_statement: dict[int, set[str]] = {}
    for row in evidence:
        trouble = what_is_wrong(row)
        if draft.synthesis.is_archive:
            trouble = "It has sources, and an archive is published without any."
        by_statement.setdefault(row.statement_id, set()).add(trouble)
    for passage in draft.passages:
        for trouble in sorted(filter(None, by_statement.get(passage.statement.pk, ()))):
            yield Stop(trouble, passage.statement, passage.number)


def _unfinished(synthesis: Synthesis, covered: Coverage) -> Iterator[Caution]:
    if synthesis.is_archive:
        yield Caution("archive", "It goes out as an archive: without sources and without counts.")
    elif covered.open:
        number = len(covered.open)
        text = "1 point is not in yet" if number == 1 else f"{number} points are not in yet"
        yield Caution(f"open:{number}", f"{text}. The published summary will say so.")


def _named(draft: Draft, evidence: list[Evidence], names: Iterable[str]) -> Iterator[Caution]:
    """One warning per name found, with all its places."""
    listed = NameList(names)
    places: dict[str, list[str]] = {}
    for place, text in _going_out(draft, evidence):
        for name in listed.found_in(text):
            known = places.setdefault(name, [])
            if place not in known:
                known.append(place)
    for name, where in sorted(places.items()):
        yield Caution(f"name:{name}", f"“{name}” may be the name of a person.", where)


def _going_out(draft: Draft, evidence: list[Evidence]) -> Iterator[tuple[str, str]]:
    """Every text that readers would see, with the words for where it stands."""
    yield "the title", draft.synthesis.title
    yield "the question", draft.synthesis.round.question
    yield "the introduction", draft.synthesis.introduction
    for part in draft.parts:
        yield f"the heading of {part.number}", part.section.heading
    for passage in draft.passages:
        yield passage.number, passage.statement.text
    numbers = {passage.statement.pk: passage.number for passage in draft.passages}
    for row in evidence:
        if row.point.discussion.reach in Reach.at_least(Reach.QUOTED):
            yield f"a point behind {numbers[row.statement_id]}", row.point.text
    # An archive lists every cell of its question, agreed or not.
    cells = draft.asked.cells if draft.synthesis.is_archive else draft.asked.counted
    for asked in cells:
        if asked.is_named or asked.is_listed:
            yield "the name of a cell", asked.cell.name


class NameList:
    """Finds the names of people in texts, in time linear in the text.

    A whole name is found however it is written; a first or last name alone only as a
    word that is not in small letters ("Grace said" and not "with grace"). E-mail
    addresses are found too, whoever they belong to.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._whole = {words for name in names if len(words := _words(name)) > 1}
        self._parts = {
            words
            for name in names
            for part in _ends(name)
            if (words := _words(part)) and len("".join(words)) > 1
        }
        self._lengths = sorted({len(words) for words in self._whole | self._parts}, reverse=True)

    def found_in(self, text: str) -> set[str]:
        """The names and addresses as the text has them."""
        found = {match[0] for match in ADDRESS.finditer(text)}
        as_written = WORD.findall(unicodedata.normalize("NFC", text))
        folded = [word.casefold() for word in as_written]
        place = 0
        while place < len(folded):
            length = self._length_at(as_written, folded, place)
            if length:
                found.add(" ".join(as_written[place : place + length]))
            place += length or 1
        return found

    def _length_at(self, as_written: list[str], folded: list[str], place: int) -> int:
        """How many words the longest name has that begins at ``place``; 0 where none does."""
        for length in self._lengths:
            words = tuple(folded[place : place + length])
            is_capital = not any(w[0].islower() for w in as_written[place : place + length])
            if words in self._whole or (is_capital and words in self._parts):
                return length
        return 0


def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(unicodedata.normalize("NFC", name).casefold()))


def _ends(name: str) -> list[str]:
    """The first and the last name."""
    parts = name.split()
    return [parts[0], parts[-1]] if parts else []
