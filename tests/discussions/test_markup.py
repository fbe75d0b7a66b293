"""What a note's text is read as: HTML, plain text, points and what is offered as one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.markup import (
    MAX_POINT_LENGTH,
    clean,
    inline_text,
    preview,
    read,
    render,
    render_with_points,
    tag_key,
)


def texts(passages):
    return [passage.text for passage in passages]


# What is kept


def test_what_is_stored_has_one_kind_of_line_end():
    assert clean("a\r\nb\rc\vd\u2028e\x85f") == "a\nb\nc\nd\ne\nf"


def test_what_is_stored_has_no_nul_no_lone_surrogate_and_no_direction_override():
    assert clean("\ufeffa\0b\ud800c\u202ed") == "ab\ufffdcd"


def test_words_in_other_directions_keep_their_marks():
    assert clean("שלום\u200f עולם \u2067x\u2069") == "שלום\u200f עולם \u2067x\u2069"


@given(st.text())
def test_what_was_cleaned_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


# HTML


def test_a_notes_headings_begin_below_those_of_the_page():
    html = render("# One\n\n## Two\n\n###### Six")
    assert html == "<h3>One</h3>\n<h4>Two</h4>\n<h5>Six</h5>\n"


def test_links_are_not_followed_by_search_engines():
    assert render("[x](https://example.org/)") == (
        '<p><a href="https://example.org/" rel="nofollow noopener">x</a></p>\n'
    )


def test_html_is_shown_as_it_was_typed():
    assert render("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"


def test_images_are_left_out():
    assert "<img" not in render("![a picture](https://example.org/x.png)")


def test_the_columns_of_a_table_are_aligned_by_class():
    html = render("| a | b |\n|:-:|--:|\n| c | d |")
    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">d</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("    indented", "<p>indented</p>\n"),
        ("said\n---", "<p>said</p>\n<hr>\n"),
        ("[Anna]: yes", "<p>[Anna]: yes</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
    ],
)
def test_what_looks_like_plain_text_stays_plain_text(typed, shown):
    assert render(typed) == shown


def test_text_past_the_limit_is_shown_as_typed():
    assert render("# " + "a" * 100_000) == "<p># " + "a" * 100_000 + "</p>"


def test_words_nested_deeper_than_any_list_goes_are_still_shown():
    text = "\n".join("  " * depth + f"- word{depth}" for depth in range(40))
    plain = read(text).plain
    assert all(f"word{depth}" in plain for depth in range(40))


# Points


def test_a_list_item_with_tags_is_a_point_and_its_text_is_without_them():
    (point,) = read("- We lack money #money, #self-efficacy.\n- We lack time").points
    assert (point.text, point.tags, point.line) == (
        "We lack money",
        ("money", "self-efficacy"),
        1,
    )


def test_tags_may_stand_first():
    assert texts(read("- #money We lack it").points) == ["We lack it"]


def test_a_tag_inside_a_sentence_stays_a_word_of_it():
    assert texts(read("- We lack #money for rent #need").points) == ["We lack #money for rent"]


def test_a_nested_item_is_a_point_of_its_own():
    points = read("- Outer #a\n  - Inner #b\n  - Plain").points
    assert [(point.text, point.tags) for point in points] == [("Outer", ("a",)), ("Inner", ("b",))]


def test_a_point_may_run_over_several_lines_and_paragraphs():
    (point,) = read("- One\n  two\n\n  three #a\n").points
    assert point.text == "One\ntwo\nthree"


@pytest.mark.parametrize(
    "item",
    [
        "`#code`",
        "[a #link](https://example.org/)",
        "\\#escaped",
        "&#35;entity",
        "no#space",
        "(#bracket)",
        "#1st",
        "# heading",
        "##twice",
        "```\n  #fenced\n  ```",
    ],
)
def test_what_is_no_tag_makes_no_point(item):
    assert read(f"- {item}").points == []


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("#Größe", "Größe"),
        ("#ŵy", "ŵy"),
        ("#हिन्दी", "हिन्दी"),
        ("#cafe\u0301", "cafe\u0301"),
        ("#a-1-", "a-1"),
        ("**#strong**", "strong"),
        ("#a_b", "a"),
    ],
)
def test_a_tag_is_a_letter_then_letters_digits_and_hyphens(typed, tag):
    (point,) = read(f"- word {typed}").points
    assert point.tags == (tag,)


def test_two_tags_that_differ_only_in_case_are_one_as_first_spelt():
    (point,) = read("- word #Money #money #MONEY").points
    assert point.tags == ("Money",)


def test_a_tag_that_is_too_long_is_reported_with_its_line():
    reading = read("Notes\n\n- word #" + "a" * 61)
    assert reading.points == []
    (problem,) = reading.problems
    assert problem.line == 3
    assert "too long" in problem.message


def test_tags_without_words_are_reported():
    reading = read("- #money")
    assert reading.points == []
    assert [problem.line for problem in reading.problems] == [1]


def test_an_item_too_long_for_a_point_is_reported_and_offered_in_pieces():
    reading = read("- " + "word " * (MAX_POINT_LENGTH // 4) + "#money")
    assert reading.points == []
    assert [problem.line for problem in reading.problems] == [1]
    assert all(len(offer.text) <= MAX_POINT_LENGTH for offer in reading.offers)
    assert " ".join(texts(reading.offers)).split() == ["word"] * (MAX_POINT_LENGTH // 4)


# Notes pasted from a word processor


@pytest.mark.parametrize(
    "bullet",
    [
        *("•", "•\t", "•\u00a0", "◦ ", "▪ ", "– ", "— ", "· ", "* ", "- ", "-\t", "\uf0b7\t"),
        *("o\t", "1) ", "1. ", "1.\t", "1.\u00a0", "a) ", "A)\t"),
    ],
)
def test_any_usual_bullet_makes_a_list_item(bullet):
    reading = read(f"Obstacles:\n{bullet}We lack money\n")
    assert texts(reading.items) == ["We lack money"]
    assert [item.line for item in reading.items] == [2]


@pytest.mark.parametrize(
    "line", ["–5 degrees", "—", "Mr A) said", "3.5 million", "* * *", "o dear"]
)
def test_what_only_looks_like_a_bullet_makes_none(line):
    assert read(line).items == []


@pytest.mark.parametrize(
    "text",
    [
        "• One\n◦ Two\n• Three",
        "• One\n\to\tTwo\n• Three",
        "\t•\tOne\n\t◦\tTwo\n\t•\tThree",
        "1) One\n   – Two\n2) Three",
        "    • One\n        - Two\n    • Three",
    ],
)
def test_a_second_level_is_known_by_its_indent_or_its_bullet(text):
    html = "".join(render(text).split("\n"))
    inner = "<ul><li>Two</li></ul>"
    assert html in (
        f"<ul><li>One{inner}</li><li>Three</li></ul>",
        f"<ol><li>One{inner}</li><li>Three</li></ol>",
    )


def test_lettered_items_keep_their_letters():
    html = render("a) One\nb) Two")
    assert html == '<ol type="a">\n<li>One</li>\n<li>Two</li>\n</ol>\n'


def test_a_new_paragraph_ends_the_list():
    assert render("• One\n\nWords\n\n◦ Two") == (
        "<ul>\n<li>One</li>\n</ul>\n<p>Words</p>\n<ul>\n<li>Two</li>\n</ul>\n"
    )


def test_a_soft_line_break_stays_inside_its_item():
    assert texts(read("• One\vand more\n• Two").items) == ["One\nand more", "Two"]


def test_bullets_inside_code_are_left_alone():
    assert render("```\n• a\n```") == "<pre><code>• a\n</code></pre>\n"


# What is offered


def test_items_and_paragraphs_are_offered_in_order():
    reading = read("# Notes\n\nWe met.\n\n- One\n- Two\n\n> Quoted\n\n`code`")
    assert [(offer.text, offer.is_item) for offer in reading.offers] == [
        ("We met.", False),
        ("One", True),
        ("Two", True),
        ("Quoted", False),
        ("code", False),
    ]


def test_a_long_paragraph_is_offered_sentence_by_sentence():
    first = "Leaders, e.g. Dr. Sample of the 3rd London cell, ask “Why?” and wait " + "long " * 50
    text = f"{first.strip()}. Others (the most) do not! Is that so?"
    assert texts(read(text).offers) == [
        first.strip() + ".",
        "Others (the most) do not!",
        "Is that so?",
    ]


def test_lines_pasted_without_blank_lines_are_offered_one_by_one():
    reading = read("Money was short\nTime was shorter\nand so was patience")
    assert [(offer.text, offer.line) for offer in reading.offers] == [
        ("Money was short", 1),
        ("Time was shorter\nand so was patience", 2),
    ]


def test_a_paragraph_of_wrapped_lines_is_offered_whole():
    text = "This line was wrapped by a mail program at about seventy-two\nLondon characters."
    assert texts(read(text).offers) == [text]


def test_an_empty_note_offers_nothing():
    assert read(" \n\n").offers == ()


# Positions


PIECES = st.sampled_from(
    [
        *("- ", "  - ", "• ", "◦ ", "1. ", "a) ", "> ", "# ", "\n", "\n\n", " ", "\t", "    ", "|"),
        *("---", "#tag", "#Tag-2", "\\#", "**", "*", "`", "```", "~~", "[", "](https://x.org)"),
        *("<", "&", "é", "\u00a0", "😀", "word", "Word.", "Another one!", '"', "&amp;"),
    ]
)
NOTES = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@given(NOTES)
def test_every_passage_is_where_it_says(text):
    reading = read(text)
    for offer in reading.offers:
        assert reading.plain[offer.start : offer.end] == offer.text
        assert offer.text == offer.text.strip() != ""
        assert 1 <= offer.line <= clean(text).count("\n") + 1


@given(NOTES)
def test_passages_come_in_order_and_do_not_overlap(text):
    offers = read(text).offers
    assert all(one.end <= other.start for one, other in pairwise(offers))


@given(NOTES)
def test_reading_twice_gives_the_same(text):
    assert read(text) == read(text)


# Points shown in their text


def test_a_point_is_marked_and_numbered():
    reading = read("We lack money.")
    assert render_with_points(reading, [(3, 7, 12)]) == (
        '<p>We <mark class="marker" id="point-12">lack<sup>12</sup></mark> money.</p>\n'
    )


def test_a_point_that_crosses_tags_is_marked_in_pieces_and_numbered_once():
    reading = read("We *lack & want* it.\n\nTruly.")
    assert render_with_points(reading, [(3, len("We lack & want it.\nTru"), 1)]) == (
        '<p>We <em><mark class="marker" id="point-1">lack &amp; want</mark></em>'
        '<mark class="marker"> it.</mark></p>\n'
        '<p><mark class="marker">Tru<sup>1</sup></mark>ly.</p>\n'
    )


def test_points_that_overlap_each_have_their_id_and_number():
    html = render_with_points(read("abcdef"), [(0, 4, 1), (2, 6, 2), (2, 3, 3)])
    for number in (1, 2, 3):
        assert html.count(f'id="point-{number}"') == 1
        assert html.count(f"<sup>{number}</sup>") == 1


def test_places_outside_the_text_are_left_out():
    reading = read("abc")
    assert render_with_points(reading, [(50, 60, 1), (2, 1, 2), (-3, -1, 3)]) == reading.html


def test_the_preview_marks_the_points_that_saving_would_make():
    assert preview(read("- One\n- Two #a")) == (
        '<ul>\n<li>One</li>\n<li><mark class="marker" id="point-1">Two<sup>1</sup></mark> '
        '<span class="tag">#a</span></li>\n</ul>\n'
    )


# Tags and single lines


def test_tags_are_compared_without_case_and_form():
    assert tag_key("STRASSE") == tag_key("straße") == "strasse"
    assert tag_key("\uff2dＯＮＥＹ") == tag_key("money")
    assert tag_key("cafe\u0301") == tag_key("CAFÉ")


@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert tag_key(tag_key(name)) == tag_key(name)


def test_one_line_as_plain_text_keeps_the_address_of_a_link():
    assert inline_text("**One** `two` [three](https://example.org/) &amp; \\*") == (
        "One two three (https://example.org/) & *"
    )
