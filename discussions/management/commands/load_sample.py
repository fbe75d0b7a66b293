"""``manage.py load_sample``: a network to look round in, all of it plainly made up.

What it writes lies in ``discussions/sample_network/``: people and cells, the
question of 2017 with its published summary, and a question that is open now. It
goes through the same actions as the pages do, so the sample can hold nothing
that a person could not have made.
"""

import logging
import re
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from cells.choices import Colour, MeetingState, MembershipRole
from cells.models import Cell, Meeting, Membership, User
from discussions.actions.documents import import_document
from discussions.actions.notes import agree_notes, save_note
from discussions.actions.points import post_point
from discussions.actions.publications import publish_synthesis
from discussions.actions.syntheses import attach, cover_point, set_aside_points
from discussions.actions.tags import tags_by_key
from discussions.actions.themes import create_theme
from discussions.choices import Reach, Relation, RoundState, StatementKind
from discussions.imports.document import parse_document
from discussions.models import Discussion, Note, NoteRevision, Point, Round, RoundCell, Statement

DIRECTORY = Path(__file__).resolve().parents[2] / "sample_network"
# Only ever works on an embedded database, which listens to this machine's users alone.
PASSWORD = "a-better-way"  # noqa: S105
ZONE = ZoneInfo("Europe/London")
ROLES = (
    ("olive", "organiser"),
    ("alice", "convenor of the 3rd London cell"),
    ("bob", "member of the 3rd London cell"),
    ("carol", "convenor in Bristol"),
    ("rita", "reader, in no cell"),
    ("adam", "administrator"),
)

# "- [problem] Words. #tag": the kind stands before the words in the sample's notes only.
KIND = re.compile(r"^(\s*- )\[(\w+)\] ", re.MULTILINE)
# "Words. {Fdg:1 L2:3; qualifies L4:13}": what a passage of the sample rests on.
RESTS_ON = re.compile(r" \{([^}]*)\}$")


class Command(BaseCommand):
    help = "Loads the sample network into the embedded database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there is an account already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASE_IS_EMBEDDED:
            raise CommandError(
                "The sample people have a known password, so they are only let into the embedded"
                " database. For this one, run: manage.py setup"
            )
        if User.objects.exists():
            if not options["if_empty"]:
                raise CommandError("There are accounts in this database already; nothing done.")
        else:
            logging.disable(logging.INFO)
            load()
            logging.disable(logging.NOTSET)
        if User.objects.filter(email=address("olive")).exists():
            self.stdout.write(who_to_sign_in_as())


def who_to_sign_in_as() -> str:
    lines = [f"  {address(name):<20} {role}" for name, role in ROLES]
    return "\n".join([f"Sample people, password {PASSWORD}:", *lines])


def address(name: str) -> str:
    return f"{name.lower()}@example.org"


@transaction.atomic
def load() -> None:
    """Writes the whole sample, or nothing."""
    cells = load_cells()
    organiser = make_user("Olive", is_organiser=True)
    make_user("Rita")
    make_user("Adam", is_staff=True, is_superuser=True)
    leadership = load_round("leadership", cells, organiser)
    load_synthesis(leadership, organiser)
    leadership.state = RoundState.CLOSED
    leadership.save(update_fields=["state"])
    load_round("self-belief", cells, organiser)


def make_user(name: str, **fields: Any) -> User:
    """An account with a verified address; only those that are printed have the password."""
    is_printed = name.lower() in dict(ROLES)
    user = User.objects.create_user(
        email=address(name),
        password=PASSWORD if is_printed else None,
        name=f"{name} Sample",
        **fields,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def load_cells() -> dict[str, Cell]:
    """The cells by short label; the first of each one's people convenes it."""
    cells = {}
    for number, row in enumerate(read("network.toml")["cells"]):
        people = row.pop("people")
        cell = Cell.objects.create(
            slug=slugify(row["name"]), colour=Colour.values[number % len(Colour.values)], **row
        )
        cells[cell.short_label] = cell
        for place, name in enumerate(people):
            role = MembershipRole.MEMBER if place else MembershipRole.CONVENOR
            Membership.objects.create(user=make_user(name), cell=cell, role=role)
    return cells


def load_round(directory: str, cells: dict[str, Cell], organiser: User) -> Round:
    data = read(f"{directory}/round.toml")
    loaded = Round.objects.create(
        slug=directory,
        title=data["title"],
        question=data["question"],
        background=data["background"],
        state=RoundState.OPEN,
        opens_on=day(data, "opens"),
        closes_on=day(data, "closes"),
        created_by=organiser,
    )
    asked = [*data["discussions"], *data.get("asked", [])]
    in_order = sorted(asked, key=lambda row: list(cells).index(row["cell"]))
    for position, row in enumerate(in_order):
        RoundCell.objects.create(
            round=loaded,
            cell=cells[row["cell"]],
            position=position,
            invited_at=datetime.combine(loaded.opens_on, time(9), ZONE),
            is_named=row.get("is_named", False),
        )
    for row in data["discussions"]:
        load_discussion(directory, row, cells[row["cell"]], loaded)
    for row in data.get("meetings", []):
        meeting = load_meeting(row, cells[row["cell"]])
        Note.objects.create(
            discussion=Discussion.objects.create(meeting=meeting, title=row["title"])
        )
    for row in data.get("themes", []):
        tags = tags_by_key(row["tags"]).values()
        create_theme(name=row["name"], description=row["description"], tags=tags, by=organiser)
    return loaded


def load_meeting(row: dict[str, Any], cell: Cell) -> Meeting:
    on = day(row, "")
    moments = {
        field: datetime.combine(on, time.fromisoformat(row[name]), ZONE)
        for field, name in (("starts_at", "starts"), ("ends_at", "ends"))
        if name in row
    }
    is_past = on < timezone.localdate()
    return Meeting.objects.create(
        cell=cell,
        date=on,
        state=MeetingState.HELD if is_past else MeetingState.SCHEDULED,
        place=row.get("place", ""),
        headcount=row.get("headcount"),
        **moments,
    )


def load_discussion(directory: str, row: dict[str, Any], cell: Cell, round: Round) -> None:
    """One discussion with its notes and points, agreed where the sample says so."""
    discussion = Discussion.objects.create(meeting=load_meeting(row, cell), round=round)
    note = Note.objects.create(discussion=discussion)
    convenor = cell.memberships.convenors().get().user
    if "notes" in row:
        text = (DIRECTORY / directory / row["notes"]).read_text()
        save_note(note=note, text=KIND.sub(r"\1", text), base_number=0, by=convenor)
        kinds = [match[2] for match in KIND.finditer(text)]
        for point, kind in zip(discussion.points.order_by("start"), kinds, strict=False):
            point.kind = kind
            point.save(update_fields=["kind"])
    for typed in row.get("typed", []):
        post_point(discussion=discussion, is_without_name=True, by=convenor, **typed)
    # What lies in the past was agreed there and then: all of 2017, and some of now.
    if "reach" in row:
        agree_notes(discussion=discussion, reach=Reach(row["reach"]), by=convenor)
    backdate(discussion)


def backdate(discussion: Discussion) -> None:
    """Has the notes written on the day after the meeting, and agreed four days later."""
    written = datetime.combine(discussion.meeting.date + timedelta(days=1), time(10), ZONE)
    NoteRevision.objects.filter(note=discussion.note).update(created_at=written)
    discussion.points.update(created_at=written)
    Note.objects.filter(discussion=discussion, agreed_at__isnull=False).update(
        agreed_at=written + timedelta(days=4)
    )


def load_synthesis(round: Round, organiser: User) -> None:
    """The summary of 2017 with what each passage rests on, published as version 1."""
    lines = (DIRECTORY / round.slug / "synthesis.md").read_text().splitlines()
    bare = "\n".join(RESTS_ON.sub("", line) for line in lines)
    rests_on = {
        RESTS_ON.sub("", line).removeprefix("- "): match[1]
        for line in lines
        if (match := RESTS_ON.search(line))
    }
    document = parse_document(bare)
    synthesis = import_document(
        document=document, round=round, by=organiser, create=False
    ).synthesis
    points = points_by_reference(round)
    for statement in Statement.objects.filter(section__synthesis=synthesis):
        rest_statement(statement, rests_on.get(statement.text, ""), points, organiser)
    data = read(f"{round.slug}/round.toml")
    for point, covered_by in data["covered"].items():
        cover_point(
            synthesis=synthesis,
            point=points[point],
            covered_by=points[covered_by],
            by=organiser,
        )
    for point, reason in data["set_aside"].items():
        set_aside_points(synthesis=synthesis, points=[points[point]], reason=reason, by=organiser)
    publish_synthesis(synthesis=synthesis, by=organiser)


def points_by_reference(round: Round) -> dict[str, Point]:
    """The points of a round as the sample names them: "L2:3" is L2's third."""
    points = Point.objects.counted_in(round).with_page()
    return {
        f"{point.discussion.meeting.cell.short_label}:{point.number}": point for point in points
    }


def rest_statement(
    statement: Statement, rests_on: str, points: dict[str, Point], organiser: User
) -> None:
    """Reads "Fdg:1 L2:3; qualifies L4:13" and attaches those points; "editorial" marks it so."""
    if rests_on == "editorial":
        statement.kind = StatementKind.EDITORIAL
        statement.save(update_fields=["kind"])
        return
    for part in filter(None, rests_on.split("; ")):
        words = part.split()
        relation = Relation(words.pop(0)) if words[0] in Relation.values else Relation.SUPPORTS
        for reference in words:
            attach(statement=statement, point=points[reference], relation=relation, by=organiser)


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DIRECTORY / name).read_text())


def day(row: dict[str, Any], prefix: str) -> date:
    """The day a row names: ``opens_on`` outright, or ``opens_in_days`` from today."""
    on, in_days = (f"{prefix}_on", f"{prefix}_in_days") if prefix else ("date", "in_days")
    return row[on] if on in row else timezone.localdate() + timedelta(days=row[in_days])
