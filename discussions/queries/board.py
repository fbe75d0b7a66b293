"""How far each cell is with a question: asked, dated, met, notes, agreed.

What counts, exactly:

- A cell's discussion is *dated* as soon as its meeting is not cancelled.
- It has *met* when the meeting is marked as held, when its notes are agreed, or
  when there are notes of a meeting whose day has come.
- It has *notes* when a revision was saved or a live point posted, and it has met.
- It is *agreed* when its notes are, also while they are open for corrections.
- Of several discussions of one cell the furthest counts; of two equally far, the
  earlier.
- Late, in an open round only: no date ``PATIENCE_DATE`` days after being asked; a
  meeting nobody confirmed, or no notes, ``PATIENCE_NOTES`` days after its day.

Points are counted once notes are agreed, for members and organisers alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from cells.choices import MeetingState
from cells.clock import ago, days_from, short_date
from discussions.choices import NoteState
from discussions.models import Discussion, Point, RoundCell

if TYPE_CHECKING:
    from cells.models import Cell, User
    from discussions.models import Round
    from discussions.querysets import DiscussionQuerySet

PATIENCE_DATE = 7
PATIENCE_NOTES = 3
SOON = 7  # days within which the weekday is said too


class Far(IntEnum):
    """How far a cell, or one discussion of it, is."""

    WAITING = 0
    ASKED = 1
    DATED = 2
    MET = 3
    NOTED = 4
    AGREED = 5


class Dot(StrEnum):
    DONE = "done"
    HALF = "half"
    TODO = "todo"
    LATE = "late"


@dataclass(frozen=True)
class Facts:
    """What is known of one discussion. ``saved_at``: when notes or points came last."""

    discussion_id: int
    meeting_id: int
    day: date
    is_held: bool = False
    headcount: int | None = None
    saved_at: datetime | None = None
    agreed_at: datetime | None = None
    is_amending: bool = False

    def far(self, today: date) -> Far:
        if self.agreed_at:
            return Far.AGREED
        has_met = self.is_held or (self.saved_at is not None and self.day <= today)
        if not has_met:
            return Far.DATED
        return Far.NOTED if self.saved_at else Far.MET


@dataclass(frozen=True)
class Step:
    """One dot with its words: "held, 8 came"."""

    dot: Dot
    words: str = ""

    @property
    def is_late(self) -> bool:
        return self.dot == Dot.LATE


@dataclass(frozen=True)
class Stages:
    """The five steps of one cell. ``latest`` is the fact to tell where there is room for one."""

    far: Far
    asked: Step
    dated: Step
    met: Step
    notes: Step
    agreed: Step
    latest: str
    facts: Facts | None
    others: int

    @property
    def steps(self) -> list[Step]:
        return [self.asked, self.dated, self.met, self.notes, self.agreed]

    @property
    def dots(self) -> list[str]:
        return [step.dot for step in self.steps]

    @property
    def is_late(self) -> bool:
        return any(step.is_late for step in self.steps)


@dataclass(frozen=True)
class Clock:
    """The moment at which a board is read, and the zone it is read in."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def clock() -> Clock:
    """Now, in the viewer's zone."""
    return Clock(timezone.now(), timezone.get_current_timezone())


def furthest(discussions: Iterable[Facts], today: date) -> Facts | None:
    """The discussion that counts for its cell; None where there is none."""
    in_order = sorted(discussions, key=lambda facts: (facts.day, facts.discussion_id))
    return max(in_order, key=lambda facts: facts.far(today), default=None)


def stages(
    asked_at: datetime | None, discussions: list[Facts], clock: Clock, *, is_open: bool
) -> Stages:
    """How far a cell is, by the rules at the top of this module."""
    facts = furthest(discussions, clock.today)
    asked = _asked(asked_at, clock)
    if facts is None:
        dated = _no_date(asked_at, clock, is_open)
        todo = Step(Dot.TODO)
        far = Far.ASKED if asked_at else Far.WAITING
        latest = dated.words or "not asked yet"
        return Stages(far, asked, dated, todo, todo, todo, latest, None, 0)
    dated = Step(Dot.DONE, _day(facts.day, clock.today))
    met, notes, agreed = _met(facts, clock, is_open), _notes(facts, clock, is_open), Step(Dot.TODO)
    if facts.agreed_at:
        agreed = Step(Dot.DONE, short_date(clock.day(facts.agreed_at), clock.today))
    latest = _latest(facts.far(clock.today), dated, met, notes, agreed)
    others = len(discussions) - 1
    return Stages(facts.far(clock.today), asked, dated, met, notes, agreed, latest, facts, others)


def _asked(asked_at: datetime | None, clock: Clock) -> Step:
    if asked_at is None:
        return Step(Dot.TODO, "not yet")
    return Step(Dot.DONE, short_date(clock.day(asked_at), clock.today))


def _no_date(asked_at: datetime | None, clock: Clock, is_open: bool) -> Step:
    if asked_at is None:
        return Step(Dot.TODO)
    if not is_open:
        return Step(Dot.TODO, "none")
    is_late = (clock.today - clock.day(asked_at)).days >= PATIENCE_DATE
    return Step(Dot.LATE if is_late else Dot.TODO, "no date yet")


def _day(day: date, today: date) -> str:
    if 0 <= (day - today).days <= SOON:
        return f"{day:%a} {short_date(day, today)}"
    return short_date(day, today)


def _met(facts: Facts, clock: Clock, is_open: bool) -> Step:
    if facts.far(clock.today) >= Far.MET:
        came = f", {facts.headcount} came" if facts.headcount else ""
        return Step(Dot.DONE, f"held{came}")
    if facts.day >= clock.today:
        return Step(Dot.TODO, days_from(facts.day, clock.today))
    is_late = is_open and (clock.today - facts.day).days >= PATIENCE_NOTES
    return Step(Dot.LATE if is_late else Dot.TODO, "not confirmed")


def _notes(facts: Facts, clock: Clock, is_open: bool) -> Step:
    if facts.is_amending:
        return Step(Dot.HALF, "open for corrections")
    if facts.agreed_at:
        return Step(Dot.DONE, "written")
    if facts.saved_at:
        zone = clock.zone
        return Step(Dot.HALF, f"draft, {ago(facts.saved_at, clock.now, zone)}")
    days = (clock.today - facts.day).days
    if facts.far(clock.today) < Far.MET or days <= 0:
        return Step(Dot.TODO)
    is_late = is_open and days >= PATIENCE_NOTES
    return Step(
        Dot.LATE if is_late else Dot.TODO, f"none after {days} day{'' if days == 1 else 's'}"
    )


def _latest(far: Far, dated: Step, met: Step, notes: Step, agreed: Step) -> str:
    if far == Far.AGREED:
        return f"agreed {agreed.words}"
    if far == Far.NOTED or (far == Far.MET and notes.words):
        return f"notes: {notes.words}"
    if far == Far.MET:
        return f"met {dated.words}"
    if met.words == "not confirmed":
        return f"was to meet {dated.words}, {met.words}"
    return f"meets {dated.words}, {met.words}"


@dataclass(frozen=True)
class BoardRow:
    cell: Cell
    stages: Stages
    points: int


@dataclass(frozen=True)
class Board:
    """All cells of a round: ``cells`` in the round's order, ``rows`` by how far they are."""

    round: Round
    in_order: list[BoardRow]

    @property
    def rows(self) -> list[BoardRow]:
        return sorted(self.in_order, key=lambda row: -row.stages.far)

    @property
    def cells(self) -> list[Cell]:
        return [row.cell for row in self.in_order]

    @property
    def asked(self) -> int:
        return len(self.in_order)

    @property
    def met(self) -> int:
        return sum(self.reached(Far.MET))

    @property
    def agreed(self) -> int:
        return sum(self.reached(Far.AGREED))

    @property
    def points(self) -> int:
        return sum(row.points for row in self.in_order)

    @property
    def without_date(self) -> list[BoardRow]:
        """Cells that are late in finding a date."""
        return [row for row in self.in_order if row.stages.dated.is_late]

    def reached(self, far: Far) -> list[bool]:
        """Cell by cell, in the round's order, whether it is at least this far."""
        return [row.stages.far >= far for row in self.in_order]

    @property
    def grid(self) -> list[tuple[str, list[bool], int]]:
        """Label, cells and total of each line of the small picture."""
        lines = (
            ("Dated", self.reached(Far.DATED)),
            ("Met", self.reached(Far.MET)),
            ("Notes", self.reached(Far.NOTED)),
            ("Agreed", self.reached(Far.AGREED)),
        )
        return [(label, reached, sum(reached)) for label, reached in lines]

    def row_of(self, cell_id: int) -> BoardRow | None:
        return next((row for row in self.in_order if row.cell.pk == cell_id), None)


def board(round: Round, viewer: User) -> Board:
    """Three queries, whatever the size: the round's cells, their discussions, their points.

    How many came is for the cell's own members and for organisers.
    """
    places = list(round.round_cells.select_related("cell"))
    found = facts_by_cell(with_facts(Discussion.objects.filter(round=round)))
    for cell_id, facts in found.items():
        if not (viewer.is_organiser or viewer.is_member_of(cell_id)):
            found[cell_id] = [replace(each, headcount=None) for each in facts]
    counts = dict(
        Point.objects.counted_in(round)
        .order_by()
        .values_list("discussion__meeting__cell_id")
        .annotate(points=Count("pk"))
    )
    return make_board(round, places, found, counts, clock())


def boards(rounds: Iterable[Round]) -> list[Board]:
    """Two queries, however many rounds: as ``board``, without points."""
    wanted = list(rounds)
    places = defaultdict(list)
    for place in RoundCell.objects.filter(round__in=wanted).select_related("cell"):
        places[place.round_id].append(place)
    found: dict[int, list[Discussion]] = defaultdict(list)
    for discussion in with_facts(Discussion.objects.filter(round__in=wanted)):
        found[discussion.round_id or 0].append(discussion)
    now = clock()
    return [
        make_board(round, places[round.pk], facts_by_cell(found[round.pk]), {}, now)
        for round in wanted
    ]


def make_board(
    round: Round,
    places: Iterable[RoundCell],
    found: dict[int, list[Facts]],
    counts: dict[int, int],
    clock: Clock,
) -> Board:
    """The board out of what was read: facts and counts by cell id."""
    return Board(
        round,
        [
            BoardRow(
                place.cell,
                stages(
                    place.invited_at,
                    found.get(place.cell_id, []),
                    clock,
                    is_open=round.is_open,
                ),
                counts.get(place.cell_id, 0),
            )
            for place in places
        ],
    )


def facts_by_cell(discussions: Iterable[Discussion]) -> dict[int, list[Facts]]:
    """Cell id to the facts of its discussions, read through ``with_facts``."""
    found: dict[int, list[Facts]] = defaultdict(list)
    for discussion in discussions:
        found[discussion.meeting.cell_id].append(facts_of(discussion))
    return dict(found)


def with_facts(
    discussions: DiscussionQuerySet, *, with_cancelled: bool = False
) -> DiscussionQuerySet:
    """With all that ``facts_of`` reads; without those of cancelled meetings, unless wanted."""
    posted = (
        Point.objects.live()
        .filter(discussion=OuterRef("pk"))
        .order_by()
        .values("discussion")
        .annotate(last=Max("created_at"))
        .values("last")
    )
    if not with_cancelled:
        discussions = discussions.exclude(meeting__state=MeetingState.CANCELLED)
    # PostgreSQL's GREATEST passes over what is NULL.
    return discussions.select_related("meeting", "note").annotate(
        saved_at=Greatest("note__revision__created_at", Subquery(posted))
    )


def facts_of(discussion: Discussion) -> Facts:
    meeting, note = discussion.meeting, discussion.note
    return Facts(
        discussion_id=discussion.pk,
        meeting_id=meeting.pk,
        day=meeting.date,
        is_held=meeting.state == MeetingState.HELD,
        headcount=meeting.headcount,
        saved_at=discussion.saved_at,  # type: ignore[attr-defined]
        agreed_at=note.agreed_at if note.was_agreed else None,
        is_amending=note.state == NoteState.AMENDING,
    )
