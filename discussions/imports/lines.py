"""What each line of a document seems to be, in Markdown or in text pasted from a word processor.

In Markdown the marks decide, and a paragraph may run over several lines. Text without
any heading marks has one line per paragraph, and its headings are short lines that end
without a stop.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from discussions.markup import clean, inline_text
from discussions.markup.bullets import match_bullet
from discussions.markup.text import continues

from .dates import parse_date


class Form(StrEnum):
    """What a line of a document can be."""

    TITLE = "title"
    INTRODUCTION = "introduction"
    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    LEAD_IN = "lead_in"
    ISSUE = "issue"
    DISCUSSION = "discussion"
    IGNORE = "ignore"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph or a list item: its words as one line of plain text.

    ``number`` is the first line it stands on in the document, from 1.
    """

    number: int
    text: str
    form: Form


@dataclass(slots=True)
class _Block:
    """Lines that belong together, while it is found out what they are.

    ``level`` is that of a heading, 1 the highest, or 0; ``last`` the last line as typed.
    ``text`` is filled in when the block is complete.
    """

    number: int
    words: list[str]
    last: str
    level: int = 0
    form: Form | None = None
    text: str = ""


_HEADING = re.compile(r"\s*(?P<level>#{1,6})\s+(?P<text>\S.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_]+)\1:?")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_RULER = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_QUOTE = re.compile(r"\s*(?:>\s*)*")
# A table, code, a picture, HTML: no part of a summary.
_FOREIGN = re.compile(r"\s*(?:\||```|~~~|!\[|</?[A-Za-z!])")
_STOP = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
_BEFORE_DATE = re.compile(r"\s*(?:,|:|\s[-–—]|\()\s*")
_ABOUT_ISSUES = re.compile(
    r"\b(?:issues?|questions?|things|what)\b.*\b(?:explore|discuss|consider|further|next)\b"
    r"|\b(?:further|next|open|unanswered|remaining)\b.*\b(?:issues?|questions?)\b"
    r"|^(?:some\s+|the\s+)?(?:issues|questions)\W*$",
    re.IGNORECASE,
)
_UNMARKED = 7  # the level of headings that are known by their look alone
_SHORT = 120  # characters; a longer line is no such heading and lists no discussion
_LONG = 10_000  # characters; a longer line fits nowhere and is shown as typed


def read_lines(text: str) -> list[Line]:
    """The lines of a document with words in them, each with its likely form."""
    blocks = list(_blocks(clean(text)))
    if not any(block.level for block in blocks):
        _find_unmarked_headings(blocks)
    _find_title(blocks)
    return [Line(block.number, block.text, form) for block, form in _with_forms(blocks)]


def find_discussion(text: str) -> tuple[str, date] | None:
    """The cell's name and the date in ``Founding cell, 15 November 2017``."""
    if len(text) > _SHORT:
        return None
    for match in _BEFORE_DATE.finditer(text):
        found = parse_date(text[match.end() :].removesuffix(")"))
        if found and match.start():
            return text[: match.start()], found
    return None


def _blocks(text: str) -> Iterator[_Block]:
    """Headings, paragraphs and list items, one by one, their words as plain text."""
    is_marked = re.search(r"^[ \t]*#{1,6}[ \t]+\S", text, re.MULTILINE) is not None
    above: _Block | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or _RULER.fullmatch(line):
            if above and _is_one_line(above) and _UNDERLINE.fullmatch(line):
                above.level = above.level or (1 if "=" in line else 2)
            yield from _finished(above)
            above = None
            continue
        block = _block(number, line)
        if above and _reads_on(above, block, is_marked):
            above.words += block.words
            above.last = line
            continue
        yield from _finished(above)
        above = block
    yield from _finished(above)


def _block(number: int, line: str) -> _Block:
    """What a line is by itself."""
    if match := _HEADING.fullmatch(line):
        words = match["text"].rstrip()
        if words.rstrip("#").endswith((" ", "\t")):  # ## Heading ##
            words = words.rstrip("#")
        return _Block(number, [words], line, level=len(match["level"]))
    if match := _BOLD_LINE.fullmatch(line.strip()):
        return _Block(number, [match["text"]], line, level=_UNMARKED)
    if _FOREIGN.match(line):
        return _Block(number, [line], line, form=Form.UNPLACED)
    bullet = match_bullet(line)
    words = bullet["text"] if bullet else _QUOTE.sub("", line, count=1)
    form = Form.ITEM if bullet else None
    if find_discussion(" ".join(words.split())):
        form = Form.DISCUSSION
    return _Block(number, [words], line, form=form)


def _reads_on(above: _Block, block: _Block, is_marked: bool) -> bool:
    """Whether a line goes on with the paragraph or the list item above it."""
    if block.level or block.form or above.level or above.form not in (None, Form.ITEM):
        return False
    return is_marked or block.last[0].isspace() or continues(above.last, block.last)


def _is_one_line(block: _Block) -> bool:
    """Whether a block is a line of text by itself, as an unmarked heading is."""
    return len(block.words) == 1 and block.form is None


def _finished(block: _Block | None) -> Iterator[_Block]:
    if block:
        words = "\n".join(block.words)
        if block.form is not Form.UNPLACED and len(words) <= _LONG:
            words = inline_text(words)
        block.text = " ".join(words.split())
        if block.text:
            yield block


def _find_unmarked_headings(blocks: Sequence[_Block]) -> None:
    """Short lines that end without a stop, have words below them and list no discussion."""
    previous = None
    for block, following in pairwise(blocks):
        if (
            _is_one_line(block)
            and len(block.text) <= _SHORT
            and not _STOP.search(block.text)
            and following.form is not Form.UNPLACED
            and previous is not Form.DISCUSSION
        ):
            block.level = _UNMARKED
        previous = block.form


def _find_title(blocks: Sequence[_Block]) -> None:
    """The heading above all others; where they show no level, the one that opens the text."""
    headings = [block for block in blocks if block.level]
    if not headings:
        return
    first, *others = headings
    if first.level == _UNMARKED:
        is_title = first is blocks[0] and bool(others)
    elif others:
        is_title = all(block.level > first.level for block in others)
    else:
        is_title = first.level == 1
    if is_title:
        first.form = Form.TITLE


def _with_forms(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, Form]]:
    """Each block with its form, which its neighbours and its heading help to tell."""
    heading = None
    padded = [None, *(block.form for block in blocks), None]
    for block, before, after in zip(blocks, padded, padded[2:], strict=False):
        if block.level and block.form is None:
            heading = block.text
            yield block, Form.HEADING
        elif Form.DISCUSSION in (before, after) and _is_listed(block):
            yield block, Form.DISCUSSION
        elif heading is not None and _ABOUT_ISSUES.search(heading, 0, _SHORT) and _asks(block):
            yield block, Form.ISSUE
        elif block.form:
            yield block, block.form
        elif heading is None:
            yield block, Form.INTRODUCTION
        else:
            leads_in = block.text.endswith(":") and after is Form.ITEM
            yield block, Form.LEAD_IN if leads_in else Form.PROSE


def _is_listed(block: _Block) -> bool:
    """Whether a neighbour of a listed discussion looks like another, if an incomplete one."""
    is_text = block.form in (None, Form.ITEM)
    return is_text and len(block.text) <= _SHORT and not _STOP.search(block.text)


def _asks(block: _Block) -> bool:
    return block.form is Form.ITEM or (block.form is None and block.text.endswith("?"))
