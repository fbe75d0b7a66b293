"""The table of themes by cells in a browser: by keyboard, on a phone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from cells.models import User
from tests.factories import agree, make_cell, make_discussion, make_point, make_round, make_theme

PHONE = {"viewport": {"width": 360, "height": 800}}


@pytest.fixture
def address(transactional_db) -> str:
    """Love: 2, none, 1 points in three cells; Control: none, 1, 1."""
    cells = [make_cell(f"Cell {n}", short_label=f"C{n}", slug=f"cell-{n}") for n in range(3)]
    round = make_round("Leadership", cells, slug="leadership")
    make_theme("Love", "love", slug="love")
    make_theme("Control", "control", slug="control")
    said = [["love", "love"], ["control"], ["love", "control"]]
    for cell, tags in zip(cells, said, strict=True):
        discussion = make_discussion(cell, round)
        for tag in tags:
            make_point(discussion, f"{cell.name} on {tag}.", tag)
        agree(discussion)
    return "/rounds/leadership/themes/"


def square(page: Page, words: str):
    return page.get_by_role("link", name=words, exact=True)


def test_arrow_keys_walk_over_the_empty_squares(open_browser, olive: User, address: str) -> None:
    page = open_browser(olive)
    page.goto(address)
    square(page, "2 points: Love, Cell 0").focus()
    page.keyboard.press("ArrowRight")
    expect(square(page, "1 point: Love, Cell 2")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(square(page, "1 point: Control, Cell 2")).to_be_focused()
    page.keyboard.press("Home")
    expect(square(page, "1 point: Control, Cell 1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(square(page, "1 point: Control, Cell 1")).to_be_focused()
    page.keyboard.press("End")
    expect(square(page, "1 point: Control, Cell 2")).to_be_focused()


def test_enter_opens_the_words_and_escape_comes_back(
    open_browser, olive: User, address: str
) -> None:
    page = open_browser(olive)
    page.goto(address)
    opened = square(page, "2 points: Love, Cell 0")
    opened.press("Enter")
    drawer = page.get_by_role("complementary")
    expect(drawer).to_be_focused()
    expect(drawer.get_by_text("Cell 0 on love.").first).to_be_visible()
    expect(opened).to_have_class("heat h2 selected")
    assert "theme=love&cell=cell-0" in page.url
    page.keyboard.press("Escape")
    expect(opened).to_be_focused()
    expect(drawer).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(opened).to_be_focused()


def test_back_shows_what_the_address_says_and_the_browser_keeps_no_words(
    open_browser, olive: User, address: str
) -> None:
    page = open_browser(olive)
    page.goto(address)
    square(page, "2 points: Love, Cell 0").click()
    expect(page.get_by_role("complementary")).to_be_visible()
    page.get_by_role("link", name="C2, 1 point").click()
    expect(page.get_by_role("complementary").get_by_text("Cell 2 on love.")).to_be_visible()
    kept = page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    assert "on love." not in kept
    page.go_back()
    expect(page.get_by_role("complementary").get_by_text("Cell 0 on love.").first).to_be_visible()
    expect(square(page, "2 points: Love, Cell 0")).to_have_class("heat h2 selected")


def test_on_a_phone_the_words_unfold_under_the_row(open_browser, olive: User, address: str) -> None:
    page = open_browser(olive, **PHONE)
    page.goto(address)
    square(page, "2 points: Love, Cell 0").click()
    expect(page.get_by_role("complementary")).to_be_visible()
    rows = page.locator("tbody > tr")
    expect(rows.nth(1)).to_contain_text("Cell 0 on love.")
    expect(rows.nth(2)).to_contain_text("Control")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_without_scripts_a_number_is_a_page(open_browser, olive: User, address: str) -> None:
    page = open_browser(olive, java_script_enabled=False)
    page.goto(address)
    square(page, "2 points: Love, Cell 0").click()
    expect(page.get_by_role("complementary").get_by_text("Cell 0 on love.").first).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("complementary")).to_have_count(0)
