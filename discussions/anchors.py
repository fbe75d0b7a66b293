"""Where points stand after their notes were edited: pure rules, no tables."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from discussions.markup import Passage, Reading


class Anchored(Protocol):
    """A point that was taken from the notes.

    ``follows_item``: it came about by the tags of a list item. ``is_held``: somebody's
    work hangs on it, so it may not vanish with its words.
    """

    @property
    def text(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def follows_item(self) -> bool: ...

    @property
    def is_held(self) -> bool: ...


A = TypeVar("A", bound=Anchored)


@dataclass(frozen=True)
class Kept(Generic[A]):
    """A point whose words still stand, at ``start`` to ``end`` of the new plain text.

    ``tags`` are what the text now puts on it; None where the text says nothing of it.
    """

    point: A
    start: int
    end: int
    tags: tuple[str, ...] | None


@dataclass
class Plan(Generic[A]):
    """What a save does to the points of a note: each old one is in exactly one list.

    ``lost`` ones stay, and say that the note has changed since; ``dropped`` ones go.
    ``made`` are the passages that become points.
    """

    kept: list[Kept[A]] = field(default_factory=list)
    made: list[Passage] = field(default_factory=list)
    lost: list[A] = field(default_factory=list)
    dropped: list[A] = field(default_factory=list)


def same_words(text: str) -> str:
    """The form in which words are compared: exact but for spaces and line breaks."""
    return " ".join(text.split())


def find_once(words: str, plain: str) -> tuple[int, int] | None:
    """The ``(start, end)`` of ``words`` in ``plain``, where they stand exactly once."""
    start = plain.find(words)
    if start == -1 or plain.find(words, start + 1) != -1:
        return None
    return start, start + len(words)


def points_after(old: Iterable[A], reading: Reading) -> Plan[A]:
    """What becomes of the points ``old`` when the note reads ``reading``.

    A tagged list item keeps the point of the same words, wherever it moved; of
    several of the same words, each keeps its own, in order. Any other point stays
    where its words stand exactly once. No two points come to share a place.
    """
    plan: Plan[A] = Plan()
    waiting: dict[str, deque[Passage]] = defaultdict(deque)
    for passage in reading.points:
        waiting[same_words(passage.text)].append(passage)
    rest = []
    for point in sorted(old, key=lambda point: (not point.follows_item, point.start)):
        of_same_words = waiting[same_words(point.text)]
        if of_same_words:
            found = of_same_words.popleft()
            plan.kept.append(Kept(point, found.start, found.end, found.tags))
        else:
            rest.append(point)
    unclaimed = (passage for passages in waiting.values() for passage in passages)
    plan.made = sorted(unclaimed, key=lambda passage: passage.start)
    taken = {(kept.start, kept.end) for kept in plan.kept}
    offered = {(offer.start, offer.end): offer.tags for offer in reading.offers}
    for point in rest:
        if point.follows_item and not point.is_held:
            plan.dropped.append(point)
            continue
        place = find_once(point.text, reading.plain)
        if place is None or place in taken:
            plan.lost.append(point)
            continue
        taken.add(place)
        plan.kept.append(Kept(point, *place, tags=offered.get(place)))
    return plan
