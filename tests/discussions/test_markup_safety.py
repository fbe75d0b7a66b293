"""No text whatever can harm the page it is shown on, or hold it up."""

import gc
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discussions.markup import preview, read, render_with_points

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "<javascript:alert(1)>",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    '[x](https://example.org/"onmouseover="alert(1))',
    "[x](https://example.org/ \"' onclick=alert(1) x='\")",
    '<a href="https://example.org/" style="x">',
    '```x" onclick="alert(1)\n<script>\n```',
    "| <svg/onload=alert(1)> |\n|:-:|\n| </td><script> |",
    "- #<script> #a<b>",
    "</p></div></main><h1>mine</h1>",
    "&lt;script&gt;<!-- --><![CDATA[<script>]]><?php ?>",
    "\0<\0script\0>",
    "\ud83d <\udc00script>",
    "\u202e<script>\u202c",
    "<style>*{display:none}</style>",
    "a) <math><mtext><table><mglyph><style><img src onerror=alert(1)>",
]

TAGS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "a", "code", "em", "s", "span", "strong"}
TAGS |= {"mark", "sup"}
VOID = {"br", "hr"}


class Page(HTMLParser):
    """A strict reader: it knows only what notes may hold, and wants each tag closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        for name, value in attrs:
            self.check(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def check(self, tag, name, value):
        if (tag, name) == ("a", "href"):
            scheme = value.split(":")[0].lower() if ":" in value.split("/")[0] else ""
            assert scheme in ("", "http", "https", "mailto")
        elif name == "class":
            assert value in ("tag", "marker", "align-center", "align-right")
        else:
            assert (tag, name) in {("a", "rel"), ("ol", "start"), ("ol", "type"), ("mark", "id")}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "sup" not in self.open:
            self.text += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment came through: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


SYNTAX = st.sampled_from(list("#*_`~[]()<>!&;:|\\-+=\"'/ \n\t\r\0") + ATTACKS + ["\ud800", "• "])
ANY_TEXT = st.lists(SYNTAX | st.characters(exclude_categories=()), max_size=60).map(
    "".join
) | st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_is_shown_as_words(text):
    for wrapped in (text, f"- {text} #tag", f"> {text}", f"# {text}", f"| {text} |\n|--|"):
        reading = read(wrapped)
        assert Page(reading.html).text == reading.plain
        Page(preview(reading))


@given(ANY_TEXT)
def test_any_text_gives_a_page_that_holds_its_plain_text_and_nothing_else(text):
    reading = read(text)
    assert Page(reading.html).text == reading.plain


@given(ANY_TEXT, st.lists(st.tuples(*[st.integers(-5, 300)] * 2, st.integers(1, 99)), max_size=8))
def test_marking_any_places_of_any_text_leaves_the_words_as_they_were(text, spans):
    reading = read(text)
    assert Page(render_with_points(reading, spans)).text == reading.plain


LONG = 20_000  # characters: long enough to tell a square from a line

HARD = {
    "brackets": "[",
    "pictures": "![",
    "links": "[a](b",
    "bracketed links": "[a][",
    "emphasis": "*a ",
    "emphasis and strong": "*a **b ",
    "underscores and stars": "_*",
    "struck": "~~a ",
    "backticks": "`a ",
    "one run of backticks": "`",
    "angles": "<a",
    "comments": "<!--",
    "references": "&a",
    "quotes": "> ",
    "nested bullets": "- ",
    "quoted bullets": "> - ",
    "bullets": "- a #b\n",
    "empty bullets": "-\n",
    "pasted bullets": "•a\n◦b\n▪c\n",
    "table": "a|b\n-|-\n",
    "rows": "a|b\n",
    "lines": "Ab\n",
    "sentences": "Xx. Aa #a. ",
    "full stops": ".",
    "tags": "#a ",
    "one tag": "#a",
    "spaces": "     ",
    "fences": "```\n",
    "definitions": "[a]: b\n",
    "escapes": "\\",
}


def seconds(text):
    """The fastest of three tries, without the garbage of other tests: the rest is noise."""
    tries = []
    gc.disable()
    try:
        for _ in range(3):
            begin = time.process_time()
            preview(read(text))
            tries.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(tries)


def is_in_proportion(text):
    """Whether four times the text takes about four times as long; a square would take 16."""
    return seconds(text) <= 8 * seconds(text[: len(text) // 4]) + 0.02


@pytest.mark.parametrize("piece", HARD.values(), ids=HARD.keys())
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    assert is_in_proportion((piece * LONG)[:LONG])


def test_ever_longer_runs_of_backticks_take_time_in_proportion():
    assert is_in_proportion(" ".join("`" * length for length in range(1, 280)))
