"""From a member's notes to a published summary: the whole way, in a real browser.

An organiser, two convenors and a member each sit at a browser of their own, and a
reader without an account comes last. Every function below is one step of the way.
"""

import re
from datetime import timedelta

from django.core import mail
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from cells.models import Meeting, User
from discussions.models import Point
from tests.cells.mails import last_code, last_link
from tests.factories import make_discussion, make_round

CONVENOR = ("Gwen Sample", "gwen.sample@example.org")
MEMBER = ("Pavel Sample", "pavel.sample@example.org")
QUESTION = "What would it take for more people to lead?"
NOTES = """Seven of us, in the library.

- Most of us waited to be asked, and nobody asked. #permission
- There is hardly time to lead and none to be asked. #time #permission
- A chair who leaves on time is a gift.
"""
PASTED = """Nine of us came.
•\tNobody waits to be asked twice.
–\tWhoever writes the rota decides who leads.
1)\tA small budget teaches more than a course.
"""
NAMELESS = "I never thought of myself as somebody who could lead."
CLAIM = "People wait for a permission that nobody thinks of giving."


def test_from_notes_to_a_published_summary(open_browser, olive: User, dan: User) -> None:
    """``dan`` convenes Bristol, which is here already; Leeds is what the organiser adds."""
    organiser, convenor, member = open_browser(olive), open_browser(), open_browser()

    organiser_adds_a_cell(organiser)
    organiser_opens_a_question(organiser)
    convenor_comes_in_by_the_link(convenor)
    convenor_schedules_the_meeting(convenor)
    convenor_invites_a_member(convenor)
    a_week_goes_by()
    convenor_says_that_it_was_held(convenor)
    member_comes_in_and_signs_in_again_by_code(member)
    member_writes_notes_with_their_points(member)
    member_posts_a_point_without_a_name(member)
    convenor_agrees_the_notes(convenor, "Members, and single points in public")

    other_convenor = open_browser(dan)
    other_convenor_sends_in_a_past_meeting(other_convenor)
    other_convenor_agrees_the_notes(other_convenor, "Members of all cells")

    organiser_makes_themes(organiser)
    organiser_reads_the_words_behind_a_number(organiser)
    organiser_begins_the_summary(organiser)
    publishing_is_refused_while_a_claim_has_no_source(organiser)
    organiser_picks_where_the_claim_comes_from(organiser)
    organiser_leaves_a_point_out_with_a_reason(organiser)
    publishing_asks_about_points_that_are_still_open(organiser)

    reader = open_browser()
    reader_sees_where_each_sentence_comes_from(reader)
    reader_sees_the_same_without_a_script(open_browser(java_script_enabled=False))
    nobody_is_named_in(reader.request.get("/published/leadership/?sources=all").text())


# 1. An organiser adds a cell with its convenor's address, and opens a question.


def organiser_adds_a_cell(page: Page) -> None:
    page.goto("/cells/")
    page.get_by_role("link", name="Add a cell").click()
    page.get_by_label("Name").fill("Leeds")
    page.get_by_label("Convenor’s e-mail").fill(CONVENOR[1])
    page.get_by_role("button", name="Add it and invite the convenor").click()
    expect(page.get_by_text(f"An invitation is sent to {CONVENOR[1]}")).to_be_visible()


def organiser_opens_a_question(page: Page) -> None:
    page.get_by_role("link", name="Questions").first.click()
    page.get_by_role("link", name="Ask the first question").click()
    page.get_by_role("textbox", name="Question").fill(QUESTION)
    page.get_by_label("Short title").fill("Leadership")
    page.get_by_label("Background").fill("Because *many could* and few do.")
    page.get_by_role("button", name="Open it now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page.get_by_role("cell", name="Leeds")).to_be_visible()


# 2. A convenor sees it waiting and schedules the cell's meeting.


def convenor_comes_in_by_the_link(page: Page) -> None:
    page.goto(last_link())
    page.get_by_label("Your name").fill(CONVENOR[0])
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Welcome to Leeds.")).to_be_visible()


def convenor_schedules_the_meeting(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Find a date")).first.click()
    expect(page.get_by_label("Question")).to_have_value("leadership")
    page.get_by_label("Date").fill((timezone.localdate() + timedelta(days=6)).isoformat())
    page.get_by_label("Starts").fill("19:00")
    page.get_by_label("Ends").fill("21:00")
    page.get_by_label("Place").fill("The library, upstairs")
    page.get_by_role("button", name="Schedule it").click()
    expect(page.get_by_text("The library, upstairs")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"19[:.]00"))


def a_week_goes_by() -> None:
    week = timedelta(days=7)
    Meeting.objects.update(
        date=F("date") - week, starts_at=F("starts_at") - week, ends_at=F("ends_at") - week
    )


def convenor_says_that_it_was_held(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Say how it was")).first.click()
    page.get_by_label("It took place").check()
    page.get_by_label("How many came").fill("7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Held; seven people came.")


def convenor_invites_a_member(page: Page) -> None:
    page.goto("/cells/leeds/people/")
    page.get_by_label("E-mail addresses").fill(MEMBER[1])
    page.get_by_role("button", name="Send invitations").click()
    expect(page.get_by_text(f"Invited: {MEMBER[1]}.")).to_be_visible()


# 3. A member signs in by a code from the mail and posts notes and points.


def member_comes_in_and_signs_in_again_by_code(page: Page) -> None:
    page.goto(last_link())
    page.get_by_label("Your name").fill(MEMBER[0])
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Welcome to Leeds.")).to_be_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/cells/leeds/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("E-mail").fill(MEMBER[1])
    page.get_by_role("button", name="Send me a code instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter the code")
    page.get_by_label("Code").fill(last_code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Leeds")


def member_writes_notes_with_their_points(page: Page) -> None:
    page.get_by_role("link", name="Write the notes for Leadership").click()
    page.get_by_role("link", name="Write the notes").click()
    page.get_by_label("Notes").fill(NOTES)
    preview = page.locator("[data-preview-target]")
    expect(preview).to_contain_text("two list items with tags are points")
    expect(preview.locator("mark")).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".points > li")).to_have_count(2)


def member_posts_a_point_without_a_name(page: Page) -> None:
    page.get_by_label("Add a point").fill(NAMELESS)
    page.get_by_label("Without my name").check()
    page.get_by_role("button", name="Post").click()
    point = page.locator(".points > li", has_text=NAMELESS)
    expect(point).to_contain_text("without a name")
    assert Point.objects.get(text=NAMELESS).author is None


def other_convenor_sends_in_a_past_meeting(page: Page) -> None:
    """Pasted from a word processor, by somebody who knows no Markdown."""
    page.goto("/cells/bristol/meetings/held/?round=leadership")
    page.get_by_label("Date").fill((timezone.localdate() - timedelta(days=3)).isoformat())
    page.get_by_label("How many came").fill("9")
    page.get_by_label("Notes").fill(PASTED)
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    expect(page.get_by_label("Nine of us came.")).not_to_be_checked()
    page.get_by_role("button", name="Make these points").click()
    expect(page.locator(".points > li")).to_have_count(3)


# 4. The convenor agrees the notes and sees who will be able to read them.


def convenor_agrees_the_notes(page: Page, who_may_see: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Agree the notes")).click()
    agree_notes(page, who_may_see)


def other_convenor_agrees_the_notes(page: Page, who_may_see: str) -> None:
    page.get_by_role("link", name="Agree the notes").click()
    agree_notes(page, who_may_see)


def agree_notes(page: Page, who_may_see: str) -> None:
    expect(page.get_by_text("After this they are locked")).to_be_visible()
    page.get_by_label(who_may_see).check()
    page.get_by_role("button", name="Agree the notes").click()
    expect(page.locator(".notes-bar")).to_contain_text("agreed")
    expect(page.locator(".notes-said")).to_contain_text(who_may_see)
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)


# 5. The organiser groups tags into themes and reads theme by cell.


def organiser_makes_themes(page: Page) -> None:
    page.goto("/rounds/leadership/themes/")
    expect(page.get_by_role("heading", level=1)).to_have_text("6 points, and no theme yet")
    page.get_by_role("link", name="Make a theme of #permission").click()
    page.get_by_label("Name").fill("Permission")
    page.get_by_label("#time, 1 point").check()
    expect(page.get_by_label("#permission, 2 points")).to_be_checked()
    page.get_by_role("button", name=re.compile("theme", re.IGNORECASE)).click()

    page.goto("/rounds/leadership/points/?theme=none")
    page.get_by_label("Tick: Nobody waits to be asked twice").check()
    page.get_by_label("Put the ticked points under").select_option("Permission")
    page.get_by_role("button", name="Put them there").click()
    page.goto("/rounds/leadership/points/?theme=none")
    page.get_by_label("Tick: Whoever writes the rota").check()
    page.get_by_label("or a new one, named").fill("The rota")
    page.get_by_role("button", name="Put them there").click()


def organiser_reads_the_words_behind_a_number(page: Page) -> None:
    page.goto("/rounds/leadership/themes/")
    themes = page.locator("table tbody th a")
    expect(themes).to_have_text(["Permission", "The rota"])  # the one with most cells first
    # A point with two tags of the theme counts once.
    page.get_by_role("link", name="2 points: Permission, Leeds").click()
    drawer = page.locator("aside.drawer")
    expect(drawer.locator(".said")).to_have_count(2)
    page.get_by_role("link", name="1 point: Permission, Bristol").click()
    expect(drawer.locator(".said")).to_have_text(["Nobody waits to be asked twice."])
    expect(page.get_by_role("link", name="Put them in order")).to_be_visible()


# 6. The organiser writes the summary: sections, passages, and where each comes from.


def organiser_begins_the_summary(page: Page) -> None:
    page.goto("/rounds/leadership/")
    page.get_by_role("link", name="Write the summary").click()
    page.get_by_label("Title").fill("More people who lead")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Heading").fill("Waiting to be asked")
    page.get_by_role("button", name="Add a section").click()
    page.get_by_role("link", name="Write its first passage").click()
    page.get_by_label("Passage").fill(CLAIM)
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".statement.current")).to_contain_text("no source yet")


def publishing_is_refused_while_a_claim_has_no_source(page: Page) -> None:
    page.get_by_role("link", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "One thing is missing before it can go out"
    )
    expect(page.get_by_role("button", name="Publish version 1")).to_have_count(0)
    page.get_by_role("link", name="Go to 1.1").click()


def organiser_picks_where_the_claim_comes_from(page: Page) -> None:
    page.get_by_role("link", name="By theme").click()
    page.locator(".pane-themes").get_by_role("link", name="Permission").click()
    for words in ("Most of us waited", "There is hardly time", "Nobody waits"):
        page.get_by_role("button", name=re.compile(f"Attach ?: {words}")).click()
        expect(page.get_by_role("button", name=re.compile(f"Detach ?: {words}"))).to_be_visible()
    expect(page.locator(".statement.current")).to_contain_text("2 of 2 cells, 3 points")


# 7. Points not used are accounted for; then version 1 is frozen.


def organiser_leaves_a_point_out_with_a_reason(page: Page) -> None:
    page.goto("/rounds/leadership/synthesis/coverage/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Three points are not in yet")
    page.get_by_label("A small budget teaches").check()
    page.get_by_label("Not about the question").check()
    page.get_by_role("button", name="Leave them out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two points are not in yet")
    page.get_by_role("link", name="Left out, 1").click()
    expect(page.get_by_text("left out, because: Not about the question")).to_be_visible()


def publishing_asks_about_points_that_are_still_open(page: Page) -> None:
    page.goto("/rounds/leadership/synthesis/publish/")
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing has been published yet")
    page.get_by_label("2 points are not in yet").check()
    page.get_by_role("button", name="Publish version 1").click()
    expect(page).to_have_url(re.compile("/published/leadership/"))


# 8. A reader without an account reads it and unfolds where each sentence comes from.


def reader_sees_where_each_sentence_comes_from(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Read the latest summary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("More people who lead")
    expect(page.get_by_text("not how many people agree")).to_be_visible()
    quoted = page.locator(".doc-body").get_by_text("Most of us waited to be asked")
    kept = page.get_by_text("One point whose words stay with its cell")
    expect(quoted).to_be_hidden()
    page.locator("details.source summary").click()
    expect(quoted).to_be_visible()
    expect(page.locator("details.source").get_by_text("One point whose words")).to_be_visible()
    switch = page.get_by_role("button", name="all sources")
    expect(switch).to_have_text("Show all sources")
    switch.click()
    expect(switch).to_have_text("Hide all sources")
    switch.click()
    expect(kept.first).to_be_hidden()
    expect(page.get_by_text("Two points are not in yet.")).to_be_visible()


def reader_sees_the_same_without_a_script(page: Page) -> None:
    page.goto("/published/leadership/")
    page.locator("details.source summary").click()
    expect(page.get_by_text("Most of us waited to be asked").first).to_be_visible()
    page.goto("/published/leadership/")
    page.get_by_role("link", name="Show all sources").click()
    expect(page.get_by_text("Most of us waited to be asked").first).to_be_visible()
    page.get_by_role("link", name="Hide all sources").click()
    expect(page.get_by_text("Most of us waited to be asked").first).to_be_hidden()


def nobody_is_named_in(source: str) -> None:
    """No account's name or address; and no words that a cell keeps to the network."""
    for user in User.objects.all():
        assert user.name not in source
        assert user.get_short_name() not in source
        assert user.email not in source
    assert "Most of us waited to be asked" in source
    assert "Nobody waits to be asked twice" not in source
    assert len(mail.outbox) == 3  # two invitations and a code: nobody was written to beside


# The same things where no script runs.


def test_posting_a_point_needs_no_script(open_browser, bob: User, cell) -> None:
    discussion = make_discussion(cell, make_round("Leadership", [cell]))
    page = open_browser(bob, java_script_enabled=False)
    page.goto(discussion.get_absolute_url())
    page.get_by_label("Add a point").fill("Somebody has to ask.")
    page.get_by_role("button", name="Post").click()
    page.get_by_label("Add a point").fill("   ")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_text("Write the point first").first).to_be_visible()
    assert [point.text for point in discussion.points.all()] == ["Somebody has to ask."]
