"""Meetings: scheduling one, sending one in, changing, cancelling, and who sees what of it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from cells.choices import MeetingState
from cells.models import Meeting
from discussions.choices import RoundState
from discussions.models import Discussion, NoteRevision
from tests.factories import agree, make_discussion, make_meeting, make_point, make_round

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def next_sunday(month: int) -> date:
    """The last Sunday of the next such month: the clocks of London change then."""
    today = timezone.localdate()
    year = today.year + ((today.month, today.day) >= (month, 1))
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def typed(**changes) -> dict[str, object]:
    """What a convenor types into the form for a meeting to come."""
    return {
        "round": "",
        "title": "Looking back",
        "date": in_days(9).isoformat(),
        "starts": "18:30",
        "ends": "20:30",
        "time_zone": "Europe/London",
        "place": "Above the café",
        "link": "",
    } | changes


def sent_in(**changes) -> dict[str, object]:
    """What a convenor types of a meeting that was held."""
    return {
        "round": "",
        "title": "Looking back",
        "date": in_days(-9).isoformat(),
        "headcount": "8",
        "text": "• It went well.\n• It went on too long.",
    } | changes


@pytest.fixture
def schedule(cell, alice, as_user):
    """``schedule(**changes)`` posts the form as Alice."""

    def post(**changes):
        address = reverse("discussions:meeting-new", args=[cell.slug])
        return as_user(alice).post(address, typed(**changes))

    return post


@pytest.fixture
def send_in(cell, alice, as_user):
    """``send_in(**changes)`` posts the form of a held meeting as Alice."""

    def post(**changes):
        address = reverse("discussions:meeting-held", args=[cell.slug])
        return as_user(alice).post(address, sent_in(**changes))

    return post


# Scheduling


def test_convenor_schedules_a_meeting_on_an_open_question(cell, schedule) -> None:
    round = make_round("Leadership", [cell])
    response = schedule(round=round.slug, title="")
    meeting = Meeting.objects.get()
    assert response.url == reverse("discussions:meeting", args=[meeting.pk])
    assert (meeting.cell, meeting.state, meeting.place) == (cell, "scheduled", "Above the café")
    assert meeting.local_start == datetime.combine(
        in_days(9), datetime.min.time().replace(hour=18, minute=30), LONDON
    )
    discussion = meeting.discussions.get()
    assert (discussion.round, discussion.note.state) == (round, "draft")


def test_the_question_of_the_address_is_chosen_and_the_own_zone(cell, alice, as_user) -> None:
    make_round("Leadership", [cell], slug="leadership")
    alice.time_zone = "Europe/Paris"
    alice.save()
    address = reverse("discussions:meeting-new", args=[cell.slug]) + "?round=leadership"
    form = as_user(alice).get(address).context["form"]
    assert (form["round"].value(), form["time_zone"].value()) == ("leadership", "Europe/Paris")


def test_only_open_questions_that_ask_the_cell_are_offered(
    cell, other_cell, alice, as_user, schedule
) -> None:
    ours = make_round("Ours", [cell])
    others = [
        make_round("Theirs", [other_cell]),
        make_round("Over", [cell], state=RoundState.CLOSED),
        make_round("Draft", [cell], state=RoundState.DRAFT),
    ]
    address = reverse("discussions:meeting-new", args=[cell.slug])
    form = as_user(alice).get(address).context["form"]
    assert list(form.fields["round"].queryset) == [ours]
    for other in others:
        assert schedule(round=other.slug, title="").context["form"].errors == {
            "round": ["This question is not open to your cell any more."]
        }
    assert not Meeting.objects.exists()


def test_a_meeting_on_a_title_of_its_own_needs_no_question(cell, schedule) -> None:
    schedule()
    discussion = Discussion.objects.get()
    assert (discussion.round, discussion.title) == (None, "Looking back")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"ends": "17:00"}, "ends", "This is before the start."),
        ({"ends": "18:30"}, "ends", "This is when it starts."),
        ({"starts": "late"}, "starts", "This is not a time of day. Write it like 18:30."),
        ({"date": "soon"}, "date", "This is not a day. Write it like 28/03/2027."),
        (
            {"date": in_days(-1).isoformat()},
            "date",
            "This day has passed. Was the meeting held? Send in its notes.",
        ),
        ({"title": ""}, "title", "This field is required."),
        ({"link": "not a link"}, "link", "Enter a valid URL."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    changes, field, message, schedule
) -> None:
    response = schedule(**changes)
    assert response.context["form"].errors == {field: [message]}
    assert "Above the café" in response.content.decode()
    assert not Meeting.objects.exists()


def test_a_year_that_cannot_be_meant_is_asked_about(schedule) -> None:
    for year in (206, 9999):
        message = f"Is the year right? This is 1 May {year}."
        response = schedule(date=f"{year:04}-05-01")
        assert response.context["form"].errors["date"][0] == message
    assert not Meeting.objects.exists()


def test_a_time_the_clocks_skip_is_refused_with_what_they_show(schedule) -> None:
    response = schedule(date=next_sunday(3).isoformat(), starts="01:30", ends="00:30")
    assert response.context["form"].errors == {
        "starts": [
            (
                "01:30 does not exist in London on that day."
                " The clocks go forward that day: after 01:00 comes 02:00."
            )
        ],
        "ends": ["This is before the start."],
    }
    page = response.content.decode()
    assert "Two things to put right. Nothing has been saved yet." in page
    assert not Meeting.objects.exists()


def test_a_time_that_comes_twice_is_the_first_and_is_said(cell, alice, as_user) -> None:
    day = next_sunday(10)
    address = reverse("discussions:meeting-new", args=[cell.slug])
    response = as_user(alice).post(
        address, typed(date=day.isoformat(), starts="01:30", ends=""), follow=True
    )
    assert f"The clocks go back on {day.day} October, so 01:30 comes twice." in (
        response.content.decode()
    )
    starts_at = Meeting.objects.get().starts_at
    assert starts_at is not None
    assert starts_at.hour == 0


def test_a_question_and_a_title_are_not_both_taken(cell, schedule) -> None:
    round = make_round("Leadership", [cell])
    form = schedule(round=round.slug, title="Something").context["form"]
    assert form.errors == {"title": ["Take either a question or a title of its own, not both."]}
    form = schedule(round="", title="").context["form"]
    message = "Choose a question above, or say in a few words what it was."
    assert form.errors == {"title": [message]}


def test_a_form_posted_twice_makes_one_meeting_and_leads_to_it(cell, schedule) -> None:
    schedule()
    response = schedule()
    meeting = Meeting.objects.get()
    (message,) = response.context["form"].non_field_errors()
    assert message == (
        "Your cell has a meeting on this day at this time already."
        f' <a href="{reverse("discussions:meeting", args=[meeting.pk])}">Go there</a>'
    )


def test_the_time_of_a_cancelled_meeting_is_free(cell, schedule) -> None:
    schedule()
    Meeting.objects.update(state=MeetingState.CANCELLED)
    schedule()
    assert Meeting.objects.count() == 2


# Sending in


def test_a_held_meeting_is_sent_in_on_one_page(cell, send_in) -> None:
    round = make_round("Leadership", [cell])
    response = send_in(round=round.slug, title="")
    discussion = Discussion.objects.get()
    meeting = discussion.meeting
    assert response.url == reverse("discussions:points-choose", args=[discussion.pk])
    assert (meeting.state, meeting.date, meeting.headcount) == ("held", in_days(-9), 8)
    assert discussion.round == round
    assert discussion.note.text == "• It went well.\n• It went on too long."


def test_a_meeting_of_today_can_be_sent_in(send_in) -> None:
    send_in(date=in_days(0).isoformat(), headcount="")
    assert Meeting.objects.get().headcount is None


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"date": in_days(1).isoformat()},
            "date",
            "This day is still to come. To plan it, schedule the meeting instead.",
        ),
        ({"text": " \n"}, "text", "There are no notes yet. Type or paste what was said."),
        ({"text": ""}, "text", "There are no notes yet. Type or paste what was said."),
        (
            {"text": "ä" * 50_001},
            "text",
            (
                "Notes hold at most 100 kB, and these are 100,002 bytes."
                " Take something out, or send in two meetings."
            ),
        ),
        ({"headcount": "0"}, "headcount", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_a_held_meeting_with_a_mistake_is_not_half_written(
    changes, field, message, send_in
) -> None:
    response = send_in(**changes)
    assert response.context["form"].errors == {field: [message]}
    assert not Meeting.objects.exists()
    assert not NoteRevision.objects.exists()


def test_a_held_meeting_sent_in_twice_is_there_once_and_is_led_to(send_in) -> None:
    send_in()
    response = send_in()
    discussion = Discussion.objects.get()
    (message,) = response.context["form"].non_field_errors()
    assert message.endswith(f'<a href="{discussion.get_absolute_url()}">Go there</a>')
    assert "It went on too long." in response.content.decode()


def test_notes_of_a_scheduled_meeting_go_to_that_meeting(cell, send_in) -> None:
    round = make_round("Leadership", [cell])
    planned = make_discussion(cell, round, on=in_days(-9))
    response = send_in(round=round.slug, title="")
    (message,) = response.context["form"].non_field_errors()
    assert planned.get_absolute_url() in message
    assert Discussion.objects.count() == 1


# The page


def test_hours_are_the_viewers_with_the_meetings_zone_beside_them(cell, bob, as_user) -> None:
    day = date(timezone.localdate().year + 1, 1, 14)
    starts = datetime(day.year, 1, 14, 18, 30, tzinfo=LONDON)
    meeting = make_meeting(
        cell, date=day, starts_at=starts, state="scheduled", time_zone="Europe/London"
    )
    bob.time_zone = "Europe/Paris"
    bob.save()
    page = as_user(bob).get(reverse("discussions:meeting", args=[meeting.pk])).content.decode()
    assert "19:30 your time (18:30 in London)" in page


def test_place_and_link_are_for_the_cells_members_only(cell, bob, olive, as_user) -> None:
    meeting = make_meeting(
        cell,
        date=in_days(3),
        state="scheduled",
        place="Hidden Lane 5",
        link="https://video.example/hidden",
    )
    address = reverse("discussions:meeting", args=[meeting.pk])
    page = as_user(bob).get(address).content.decode()
    assert ["Hidden Lane 5" in page, "https://video.example/hidden" in page] == [True, True]
    page = as_user(olive).get(address).content.decode()
    assert ["Hidden" in page, "/hidden" in page] == [False, False]
    assert "Seen by this cell’s members only" in page


def test_organiser_sees_no_title_and_no_link_of_what_is_not_agreed(cell, olive, as_user) -> None:
    discussion = make_discussion(cell, title="Our quarrel")
    address = reverse("discussions:meeting", args=[discussion.meeting_id])
    page = as_user(olive).get(address).content.decode()
    assert "Our quarrel" not in page
    assert discussion.get_absolute_url() not in page
    agree(discussion)
    page = as_user(olive).get(address).content.decode()
    assert "Our quarrel" in page
    assert discussion.get_absolute_url() in page


@pytest.mark.parametrize("rounds", [1, 30])
def test_page_takes_the_same_number_of_queries_for_1_and_30_questions(
    rounds, cell, alice, as_user, django_assert_num_queries
) -> None:
    meeting = make_meeting(cell)
    for _ in range(rounds):
        discussion = Discussion.objects.create(meeting=meeting, round=make_round("", [cell]))
        discussion.note = agree(make_discussion(cell)).note
        discussion.note.discussion = discussion
        discussion.note.save()
    client = as_user(alice)
    with django_assert_num_queries(5):
        client.get(reverse("discussions:meeting", args=[meeting.pk]))


# Changing, cancelling, adding


def change(meeting: Meeting, **changes) -> dict[str, object]:
    return {
        "date": meeting.date.isoformat(),
        "starts": "18:30",
        "ends": "",
        "time_zone": "Europe/London",
        "place": "",
        "link": "",
    } | changes


def test_convenor_says_that_a_past_meeting_took_place(cell, alice, as_user) -> None:
    meeting = make_meeting(cell, state="scheduled", date=in_days(-2))
    address = reverse("discussions:meeting-edit", args=[meeting.pk])
    as_user(alice).post(address, change(meeting, was_held="on", headcount="7", starts=""))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.headcount, meeting.starts_at) == ("held", 7, None)


@pytest.mark.parametrize(
    ("day", "changes", "field", "message"),
    [
        (
            3,
            {"was_held": "on"},
            "was_held",
            "This day is still to come, so it has not taken place yet.",
        ),
        (-3, {"headcount": "7"}, "was_held", "If people came, tick that it took place."),
        (3, {"starts": ""}, "starts", "Say when it starts."),
        (3, {"starts": "", "ends": "20:00"}, "starts", "Say when it starts, too."),
        (
            3,
            {"date": in_days(-3).isoformat()},
            "date",
            "This day has passed. If the meeting was held, tick so below.",
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    day, changes, field, message, cell, alice, as_user
) -> None:
    meeting = make_meeting(cell, state="scheduled", date=in_days(day))
    address = reverse("discussions:meeting-edit", args=[meeting.pk])
    response = as_user(alice).post(address, change(meeting, **changes))
    assert response.context["form"].errors[field][0] == message
    meeting.refresh_from_db()
    assert (meeting.state, meeting.date, meeting.starts_at) == ("scheduled", in_days(day), None)


def test_a_meeting_is_not_moved_onto_another(cell, alice, as_user, schedule) -> None:
    schedule()
    other = make_meeting(cell, state="scheduled", date=in_days(3))
    address = reverse("discussions:meeting-edit", args=[other.pk])
    response = as_user(alice).post(address, change(other, date=in_days(9).isoformat()))
    assert "Go there" in response.context["form"].non_field_errors()[0]


def test_a_cancelled_meeting_stays_to_be_seen_and_cannot_be_changed(
    cell, alice, bob, as_user
) -> None:
    discussion = make_discussion(cell, title="Looking back", on=in_days(3))
    meeting = discussion.meeting
    Meeting.objects.update(state="scheduled")
    for _ in range(2):
        as_user(alice).post(reverse("discussions:meeting-cancel", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    page = as_user(bob).get(reverse("discussions:meeting", args=[meeting.pk])).content.decode()
    assert "Cancelled" in page
    response = as_user(alice).post(
        reverse("discussions:meeting-edit", args=[meeting.pk]), change(meeting)
    )
    assert "This meeting was cancelled." in response.context["form"].non_field_errors()[0]


def test_what_took_place_or_was_written_about_is_not_cancelled(cell, alice, as_user) -> None:
    held = make_meeting(cell)
    discussion = make_discussion(cell, on=in_days(-3))
    make_point(discussion)
    Meeting.objects.filter(pk=discussion.meeting_id).update(state="scheduled")
    for meeting in (held, discussion.meeting):
        as_user(alice).post(reverse("discussions:meeting-cancel", args=[meeting.pk]))
    assert not Meeting.objects.filter(state="cancelled").exists()


def test_one_more_question_is_added_but_not_the_same_twice(cell, alice, as_user) -> None:
    round = make_round("Leadership", [cell])
    meeting = make_meeting(cell, state="scheduled", date=in_days(3))
    address = reverse("discussions:discussion-new", args=[meeting.pk])
    client = as_user(alice)
    client.post(address, {"round": round.slug, "title": ""})
    response = client.post(address, {"round": round.slug, "title": ""})
    message = "This meeting has this question on its agenda already."
    assert response.context["form"].errors == {"round": [message]}
    client.post(address, {"round": "", "title": "And the biscuits"})
    assert [(one.round, one.title) for one in meeting.discussions.order_by("pk")] == [
        (round, ""),
        (None, "And the biscuits"),
    ]
