"""A summary written elsewhere, read from Markdown or from pasted text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.errors import ImportRefused
from discussions.imports.dates import parse_date
from discussions.imports.document import (
    MAX_DOCUMENT_BYTES,
    Form,
    Line,
    assemble,
    decode,
    parse_document,
    read_lines,
)

MARKDOWN = """\
# Sharing the kitchen

In March 2019 three cells talked about how neighbours cook together.

## Why it matters

Eating together is how people in a street come to meet. It
costs little.

Most streets have no room for it.

## What gets in the way of the issues

Kitchens stand empty for these reasons:

- Nobody knows who holds the key.
- Insurance is asked for twice.

None of it is hard to mend.

## Some questions to explore further

- Who pays for the gas?
- Can a school lend its kitchen at the weekend?

## Notes of the discussions in the cells

Harbour cell, 4 March 2019

2nd Hill cell, Wednesday 13 March 2019
"""

PASTED = """\
Sharing the kitchen
In March 2019 three cells talked about how neighbours cook together.
Why it matters
Eating together is how people in a street come to meet. It costs little.
Most streets have no room for it.
What gets in the way of the issues
Kitchens stand empty for these reasons:
•\tNobody knows who holds the key.
•\tInsurance is asked for twice.
None of it is hard to mend.
Some questions to explore further
•\tWho pays for the gas?
•\tCan a school lend its kitchen at the weekend?
Notes of the discussions in the cells
Harbour cell, 4 March 2019
2nd Hill cell, Wednesday 13 March 2019
"""

STATEMENTS = [
    (
        "Why it matters",
        [
            (
                "Eating together is how people in a street come to meet. It costs little.",
                "prose",
                "claim",
            ),
            ("Most streets have no room for it.", "prose", "claim"),
        ],
    ),
    (
        "What gets in the way of the issues",
        [
            ("Kitchens stand empty for these reasons:", "lead_in", "claim"),
            ("Nobody knows who holds the key.", "item", "claim"),
            ("Insurance is asked for twice.", "item", "claim"),
            ("None of it is hard to mend.", "prose", "claim"),
        ],
    ),
    (
        "Some questions to explore further",
        [
            ("Who pays for the gas?", "item", "issue"),
            ("Can a school lend its kitchen at the weekend?", "item", "issue"),
        ],
    ),
]


def content(document):
    return [
        (section.heading, [(each.text, each.form, each.kind) for each in section.statements])
        for section in document.sections
    ]


def forms(text):
    return [line.form for line in read_lines(text)]


@pytest.mark.parametrize(
    "text",
    [
        MARKDOWN,
        MARKDOWN.replace("\n", "\r\n"),
        PASTED,
        PASTED.replace("\n", "\n\n"),
        PASTED.replace("Why it matters", "**Why it matters**")
        .replace("What gets in the way of the issues", "**What gets in the way of the issues**")
        .replace("Some questions to explore further", "**Some questions to explore further**")
        .replace("Notes of the discussions", "**Notes of the discussions")
        .replace("in the cells", "in the cells**")
        .replace("Sharing the kitchen", "**Sharing the kitchen**"),
    ],
    ids=["markdown", "other line ends", "pasted", "pasted with blank lines", "bold headings"],
)
def test_a_document_is_read_the_same_however_it_was_written(text):
    document = parse_document(text)
    assert document.problems == ()
    assert document.title == "Sharing the kitchen"
    assert document.introduction == (
        "In March 2019 three cells talked about how neighbours cook together."
    )
    assert content(document) == STATEMENTS
    assert [(each.cell_name, each.date) for each in document.discussions] == [
        ("Harbour cell", date(2019, 3, 4)),
        ("2nd Hill cell", date(2019, 3, 13)),
    ]


def test_every_line_is_numbered_as_in_the_document():
    document = parse_document(MARKDOWN)
    assert [section.line for section in document.sections] == [5, 12, 21]
    assert [each.line for each in document.sections[0].statements] == [7, 10]
    assert [each.line for each in document.discussions] == [28, 30]


def test_marks_of_emphasis_go_and_addresses_of_links_stay():
    document = parse_document("# A\n\nOne *two* [three](https://example.org/) four  five.")
    assert document.introduction == "One two three (https://example.org/) four five."


def test_headings_underlined_with_dashes_and_equals_signs_are_known():
    assert forms("The whole\n=====\n\nA part\n------\n\nWords.") == [
        Form.TITLE,
        Form.HEADING,
        Form.PROSE,
    ]


def test_headings_of_one_level_are_sections_and_none_is_the_title():
    document = parse_document("## One\n\nA.\n\n## Two\n\nB.")
    assert document.title == ""
    assert [section.heading for section in document.sections] == ["One", "Two"]


def test_a_paragraph_that_ends_in_a_colon_leads_in_only_to_a_list():
    assert forms("# T\n## A\nOne:\n\nTwo:\n- Three\n")[2:] == [Form.PROSE, Form.LEAD_IN, Form.ITEM]


def test_questions_without_bullets_under_a_heading_about_questions_are_issues():
    assert forms("# T\n\n## Open questions\n\nWho pays?\n\nSomebody does.")[2:] == [
        Form.ISSUE,
        Form.PROSE,
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Issues",
        "Some issues to explore further",
        "Questions to discuss next",
        "What to explore next",
    ],
)
def test_a_heading_about_issues_makes_issues_of_its_items(heading):
    assert forms(f"# T\n\n## {heading}\n\n- Who pays\n")[2:] == [Form.ISSUE]


@pytest.mark.parametrize("heading", ["What matters", "Shared work settles complex issues"])
def test_another_heading_does_not(heading):
    assert forms(f"# T\n\n## {heading}\n\n- Who pays\n")[2:] == [Form.ITEM]


def test_a_correction_of_a_lines_form_is_followed():
    lines = [
        Line(line.number, line.text, Form.PROSE if line.form is Form.ISSUE else line.form)
        for line in read_lines(MARKDOWN)
        if line.form is not Form.DISCUSSION
    ]
    lines[-1] = Line(lines[-1].number, lines[-1].text, Form.IGNORE)
    document = assemble(lines)
    assert {each.kind for each in document.sections[2].statements} == {"claim"}
    assert (document.discussions, document.problems) == ((), ())


# What cannot be placed


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no heading"),
        ("Words and nothing else.", 1, "no heading"),
        ("# T\n\n- An item.\n\n## A\n\nWords.", 3, "before the first heading"),
        ("# T\n\n## A\n\n## B\n\nWords.", 3, "nothing under"),
        ("# T\n\n## A\n\nWords.\n\n| a | b |\n", 7, "no place"),
        ("# T\n\n## A\n\nWords.\n\n![x](y.png)", 7, "no place"),
        (
            "# T\n\n## A\n\nWords.\n\n## Notes\n\nHill, 3 May 2019\nHarbour, in May",
            10,
            "cell and date",
        ),
        ("# T\n\n## A\n\nWords.\n\nHill, 3 May 2019\nHill, 3 May 2019", 8, "twice"),
        ("# T\n\n## A\n\nWords.\n\nHill, 3 May 2019\nHILL, 3 May 2019", 8, "twice"),
        ("# " + "t" * 201 + "\n\n## A\n\nWords.", 1, "200"),
        ("# T\n\n" + "i" * 10_001 + "\n\n## A\n\nWords.", 3, "10,000"),
        ("# T\n\n## " + "h" * 201 + "\n\nWords.", 3, "200"),
        ("# T\n\n## A\n\n" + "s" * 4001, 5, "4,000"),
        ("# T\n\n## A\n\nWords.\n\n" + "c" * 81 + ", 3 May 2019", 7, "80"),
    ],
)
def test_what_cannot_be_placed_is_reported_with_its_line(text, line, words):
    (problem,) = parse_document(text).problems
    assert problem.line == line
    assert words in problem.message


def test_a_second_title_is_reported():
    lines = [Line(1, "A", Form.TITLE), Line(2, "B", Form.TITLE), Line(3, "C", Form.HEADING)]
    document = assemble([*lines, Line(4, "D", Form.PROSE)])
    assert document.title == "A"
    assert [problem.line for problem in document.problems] == [2]


PIECES = st.sampled_from(
    [
        *("# ", "## ", "- ", "• ", "> ", "**", "***", "===", "|", "<b>", ":", "?", ".", ",", " "),
        *("\n", "\n\n", "\t", "word", "Some words", "Issues", "Hill, 3 May 2019", "[x](y)", "`"),
    ]
)
DOCUMENTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)


@given(DOCUMENTS)
def test_no_line_is_lost(text):
    lines = read_lines(text)
    document = assemble(lines)
    placed = {section.line for section in document.sections}
    placed |= {each.line for section in document.sections for each in section.statements}
    placed |= {each.line for each in document.discussions}
    placed |= {problem.line for problem in document.problems}
    for line in lines:
        is_in_front = line.text in (document.title, *document.introduction.split("\n\n"))
        heads_the_list = line.form is Form.HEADING and document.discussions
        assert line.number in placed or is_in_front or heads_the_list


# Files


def test_a_file_may_begin_with_a_byte_order_mark():
    assert decode("\ufeffÉtude".encode()) == "Étude"


@pytest.mark.parametrize(
    "data", ["Étude".encode("latin-1"), "text".encode("utf-16"), b"PK\x03\x04\0\0"]
)
def test_a_file_that_is_not_utf8_is_refused_with_what_to_do(data):
    with pytest.raises(ImportRefused, match="UTF-8"):
        decode(data)


def test_a_file_of_ten_megabytes_is_refused():
    assert decode(b"a" * MAX_DOCUMENT_BYTES)
    with pytest.raises(ImportRefused, match="1 MB"):
        decode(b"a" * 10_000_000)


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "15 November 2017",
        "15th November 2017",
        "15 Nov 2017",
        "15 Nov. 2017",
        "15 November, 2017",
        "15  november\u00a02017",
        "the 15th of November 2017",
        "Wednesday 15 November 2017",
        "Wed, 15 Nov 2017",
        "November 15, 2017",
        "November 15th 2017",
        "2017-11-15",
        "15/11/2017",
        "15.11.2017",
    ],
)
def test_a_date_is_read_however_it_is_usually_written(text):
    assert parse_date(text) == date(2017, 11, 15)


@pytest.mark.parametrize(
    "text",
    [
        "31 November 2017",
        "29 February 2018",
        "15 Novembre 2017",
        "15 Brumaire 2017",
        "15st November 2017",
        "Monday 15 November 2017",
        "Someday 15 November 2017",
        "15 November",
        "15 November 17",
        "11/15/2017",
        "15/11.2017",
        "on 15 November 2017",
        "15 November 2017.",
        "0 May 2017",
        "1 May 0000",
        "",
    ],
)
def test_what_is_no_date_is_not_guessed_at(text):
    assert parse_date(text) is None


@given(st.text(max_size=40))
def test_any_text_can_be_asked_for_its_date(text):
    parse_date(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_back(day):
    for form in (f"{day.day} {day:%B %Y}", f"{day:%A} {day.day} {day:%b %Y}", day.isoformat()):
        assert parse_date(form) == day
