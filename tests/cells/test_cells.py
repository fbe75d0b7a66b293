"""All cells, making one, editing one, and the people in it."""

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from cells.choices import Colour, MembershipRole, MembershipState
from cells.models import Cell, Invitation
from cells.slugs import suggest_short_label
from tests.factories import join, make_cell, make_invitation, make_user

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Leeds",
    "short_label": "",
    "place": "Leeds",
    "about": "Youth workers.",
    "convenor_email": "eve@example.org",
}


# Making one


def test_an_organiser_adds_a_cell_and_its_convenor_is_invited(
    as_user, olive, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = as_user(olive).post("/cells/new/", NEW)
    leeds = Cell.objects.get()
    assert response.url == "/cells/leeds/people/"
    assert (leeds.name, leeds.slug, leeds.short_label, leeds.place) == (
        "Leeds",
        "leeds",
        "Lee",
        "Leeds",
    )
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "eve@example.org",
        "convenor",
        olive,
    )
    assert [m.to for m in mail.outbox] == [["eve@example.org"]]
    assert "as its convenor" in str(mail.outbox[0].body)


def test_colours_are_dealt_out_in_turn(as_user, olive) -> None:
    client = as_user(olive)
    for number in range(9):
        client.post("/cells/new/", NEW | {"name": f"Cell number {number}"})
    colours = list(Cell.objects.order_by("pk").values_list("colour", flat=True))
    assert colours == [*Colour.values, Colour.values[0]]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"name": "x" * 81}, ["name"]),
        ({"name": "bristol"}, ["name"]),
        ({"short_label": "BRI"}, ["short_label"]),
        ({"short_label": "a-b"}, ["short_label"]),
        ({"short_label": "Leed"}, ["short_label"]),
        ({"convenor_email": "eve@"}, ["convenor_email"]),
        ({"about": "x" * 2001}, ["about"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    as_user, olive, other_cell, wrong, fields
) -> None:
    response = as_user(olive).post("/cells/new/", NEW | wrong)
    assert list(response.context["form"].errors) == fields
    assert "Youth workers." in response.content.decode() or "about" in wrong
    assert list(Cell.objects.all()) == [other_cell]
    assert not Invitation.objects.exists()


def test_the_form_posted_twice_makes_one_cell(as_user, olive) -> None:
    client = as_user(olive)
    client.post("/cells/new/", NEW)
    response = client.post("/cells/new/", NEW)
    assert response.context["form"].errors["name"] == ["There is a cell of this name already."]
    assert (Cell.objects.count(), Invitation.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Bristol", "Bri"),
        ("3rd London cell", "L3"),
        ("Founding cell", "Fou"),
        ("The cell of York", "Yor"),
        ("Łódź", "Łód"),
        ("Cell", "Cel"),
        ("12", "C12"),
        ("🦔", "C2"),
        ("", "C2"),
    ],
)
def test_a_short_label_is_suggested_from_the_name(name, label) -> None:
    assert suggest_short_label(name, set()) == label


@given(
    name=st.text(max_size=80),
    taken=st.sets(st.sampled_from(["Bri", "B2", "L3", "C2", "Cel", "Lon", "x2"]), max_size=7),
)
def test_a_suggested_label_can_stand_and_is_free(name, taken) -> None:
    label = suggest_short_label(name, taken)
    Cell._meta.get_field("short_label").run_validators(label)
    assert label.casefold() not in {one.casefold() for one in taken}


def test_a_thousand_cells_of_one_name_get_labels_of_their_own() -> None:
    taken: set[str] = set()
    for _ in range(1000):
        taken.add(suggest_short_label("Leeds", taken))
    assert len(taken) == 1000


# Editing one


@pytest.mark.parametrize("role", ["alice", "olive"])
def test_convenors_and_organisers_edit_a_cell_and_its_address_stays(
    as_user, people, cell, role
) -> None:
    new = {"name": "Third London", "short_label": "T3", "place": "Hackney", "about": ""}
    response = as_user(getattr(people, role)).post(f"/cells/{cell.slug}/edit/", new)
    assert response.url == "/cells/3rd-london-cell/"
    cell.refresh_from_db()
    assert (cell.name, cell.short_label, cell.place) == ("Third London", "T3", "Hackney")


def test_saving_unchanged_does_not_clash_with_itself(as_user, alice, cell) -> None:
    same = {"name": cell.name, "short_label": cell.short_label, "place": "", "about": ""}
    assert as_user(alice).post(f"/cells/{cell.slug}/edit/", same).status_code == 302


def test_a_wrong_edit_leaves_the_page_with_the_stored_name(
    as_user, alice, cell, other_cell
) -> None:
    wrong = {"name": "Bristol", "short_label": "T3", "place": "", "about": ""}
    page = as_user(alice).post(f"/cells/{cell.slug}/edit/", wrong)
    assert list(page.context["form"].errors) == ["name"]
    assert page.context["cell"].name == "3rd London cell"


# All of them


def test_members_see_their_own_cells_first_and_no_headcount_of_others(
    as_user, bob, alice, cell, other_cell, dan
) -> None:
    page = as_user(bob).get("/cells/")
    assert [c for c, _ in page.context["own"]] == [cell]
    assert page.context["others"] == [other_cell]
    text = page.content.decode()
    assert "2 people" in text
    assert "1 person" not in text
    assert "Add a cell" not in text


def test_organisers_see_every_headcount_and_may_add(as_user, olive, bob, carol, dan) -> None:
    text = as_user(olive).get("/cells/").content.decode()
    assert "1 person" in text
    assert "2 people" in text
    assert "Add a cell" in text


def test_headcounts_leave_out_who_left_or_only_asked(as_user, olive, cell, bob) -> None:
    for name, state in (("Eve", MembershipState.LEFT), ("Frank", MembershipState.REQUESTED)):
        membership = join(make_user(name), cell)
        membership.state = state
        membership.save()
    assert "1 person" in as_user(olive).get("/cells/").content.decode()
    page = as_user(olive).get(f"/cells/{cell.slug}/people/")
    assert page.context["headcount"] == 1


def test_the_list_takes_as_many_queries_for_30_cells_as_for_one(
    as_user, olive, django_assert_num_queries
) -> None:
    client = as_user(olive)
    make_cell(convenor=make_user())
    with django_assert_num_queries(4):
        client.get("/cells/")
    for _ in range(29):
        make_cell(convenor=make_user())
    with django_assert_num_queries(4):
        client.get("/cells/")


def test_an_empty_network_says_what_to_do_first(as_user, olive) -> None:
    text = as_user(olive).get("/cells/").content.decode()
    assert "There is no cell yet" in text
    assert text.count("Add a cell") == 1


# The people of one


@pytest.fixture
def people_page(cell) -> str:
    return f"/cells/{cell.slug}/people/"


def test_members_see_names_and_no_addresses(as_user, bob, alice, cell, people_page) -> None:
    make_invitation(cell, "eve@example.org")
    text = as_user(bob).get(people_page).content.decode()
    assert ("Alice Sample" in text, "Bob Sample" in text) == (True, True)
    assert "@" not in text
    assert "Send invitations" not in text


def test_convenors_see_addresses_and_who_is_invited(as_user, bob, alice, cell, people_page) -> None:
    make_invitation(cell, "eve@example.org")
    text = as_user(alice).get(people_page).content.decode()
    assert bob.email in text
    assert "eve@example.org" in text


def test_organisers_see_convenors_and_a_headcount_and_no_member(
    as_user, olive, alice, bob, cell, people_page
) -> None:
    make_invitation(cell, "eve@example.org")
    make_invitation(cell, "frank@example.org", role=MembershipRole.CONVENOR)
    text = as_user(olive).get(people_page).content.decode()
    shown = [alice.name, alice.email, "Two people", "frank@example.org"]
    assert [one for one in shown if one not in text] == []
    hidden = [bob.name, bob.email, "eve@example.org"]
    assert [one for one in hidden if one in text] == []


def test_an_organiser_who_is_a_member_sees_what_members_see(
    as_user, olive, bob, cell, people_page
) -> None:
    join(olive, cell)
    text = as_user(olive).get(people_page).content.decode()
    assert "Bob Sample" in text
    assert bob.email not in text


def test_a_convenor_of_another_cell_sees_nobody(as_user, dan, bob, people_page) -> None:
    assert as_user(dan).get(people_page).status_code == 403


def test_more_than_ten_is_a_hint_for_the_convenor_and_never_a_bar(
    as_user, alice, cell, people_page
) -> None:
    client = as_user(alice)
    for _ in range(9):
        join(make_user(), cell)
    assert "a lot for one table" not in client.get(people_page).content.decode()
    join(make_user(), cell)
    assert "11 is a lot for one table" in client.get(people_page).content.decode()


def test_the_people_take_as_many_queries_for_30_as_for_one(
    as_user, alice, cell, people_page, django_assert_num_queries
) -> None:
    client = as_user(alice)
    make_invitation(cell, invited_by=alice)
    with django_assert_num_queries(6):
        client.get(people_page)
    for _ in range(29):
        join(make_user(), cell)
        make_invitation(cell, invited_by=alice)
    with django_assert_num_queries(6):
        client.get(people_page)


# Oneself


def test_name_and_time_zone_are_changed(as_user, bob) -> None:
    client = as_user(bob)
    response = client.post("/me/", {"name": "Bob Other", "time_zone": "Pacific/Auckland"})
    assert response.url == "/me/"
    bob.refresh_from_db()
    assert (bob.name, bob.time_zone) == ("Bob Other", "Pacific/Auckland")


def test_a_zone_that_does_not_exist_is_refused(as_user, bob) -> None:
    response = as_user(bob).post("/me/", {"name": "Bob", "time_zone": "Mars/Olympus"})
    assert list(response.context["form"].errors) == ["time_zone"]


def test_ones_page_lists_ones_cells_and_leads_to_address_and_password(
    as_user, bob, other_cell
) -> None:
    text = as_user(bob).get("/me/").content.decode()
    assert "3rd London cell" in text
    assert "Bristol" not in text
    assert ("/accounts/email/" in text, "/accounts/password/set/" in text) == (True, True)
