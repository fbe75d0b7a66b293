"""What one text says: its HTML, its plain text, and the passages that can be points."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from . import parser
from .text import MAX_BYTES, MAX_TAG_LENGTH, clean, continues, find_tags, sentences, tag_key

MAX_POINT_LENGTH = 2000  # characters; as long as a point may be
_LONG_PARAGRAPH = 300  # characters; a longer one is offered sentence by sentence

_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that are a point, or could be: ``text == plain[start:end]``, never blank.

    ``line`` counts from 1 in the text as typed. ``tags`` are without ``#``, in order,
    each once; those at either end of the passage are not part of its ``text``.
    """

    text: str
    start: int
    end: int
    line: int
    tags: tuple[str, ...] = ()
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the writer should put right, and the line where it stands."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one parse of a text yields.

    ``offers`` are the passages that could be made points, in order: every list
    item, every paragraph (a long one by sentence). Positions count in ``plain``.
    """

    html: SafeString
    plain: str
    offers: tuple[Passage, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def items(self) -> list[Passage]:
        """Every list item that has words of its own."""
        return [passage for passage in self.offers if passage.is_item]

    @property
    def points(self) -> list[Passage]:
        """The list items that carry tags: what becomes a point on save."""
        return [passage for passage in self.items if passage.tags]


def read(text: str) -> Reading:
    """Read any text. What is too long or too strange for Markdown is shown as typed."""
    text = clean(text)
    if len(text.encode()) > MAX_BYTES:
        html = f"<p>{escape(text)}</p>"
        return Reading(html=mark_safe(html), plain=text)  # noqa: S308 - escaped above
    return _Reader().read(parser.parse(text))


@dataclass(slots=True)
class _Tag:
    name: str
    start: int
    end: int


def _tag_start(tag: _Tag) -> int:
    return tag.start


@dataclass(slots=True)
class _Block:
    """A paragraph, or a list item with the paragraphs that open it."""

    line: int
    is_item: bool
    start: int = -1
    end: int = -1
    tags: list[_Tag] = field(default_factory=list)

    def tags_between(self, start: int, end: int) -> list[_Tag]:
        first = bisect_left(self.tags, start, key=_tag_start)
        return self.tags[first : bisect_left(self.tags, end, key=_tag_start)]


class _Reader:
    """Writes the HTML of tokens one by one and keeps count of the text in it."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.plain: list[str] = []
        self.position = 0
        self.last = "\n"
        self.blocks: list[_Block] = []
        self.problems: list[Problem] = []
        # The list items and other containers that are open. An item stands as its
        # block until something other than a paragraph ends its own words.
        self.open: list[_Block | None] = []

    def read(self, tokens: list[Token]) -> Reading:
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token, is_paragraph=tokens[index - 1].type == "paragraph_open")
            else:
                self._keep_containers(token)
                self._markup(tokens, index)
        plain = "".join(self.plain)
        offers = tuple(offer for block in self.blocks for offer in self._offers(block, plain))
        return Reading(
            html=parser.sanitise("".join(self.html)),
            plain=plain,
            offers=offers,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line)),
        )

    def _write(self, html: str, text: str) -> None:
        self.html.append(html)
        if text:
            self.plain.append(text)
            self.position += len(text)
            self.last = text[-1]

    def _markup(self, tokens: list[Token], index: int) -> None:
        html = parser.to_html(tokens, index)
        text = parser.text_of(html)
        opens_block = tokens[index].block and tokens[index].nesting >= 0 and html
        if opens_block and self.last != "\n" and not text.startswith("\n"):
            # What follows the words of a tight list item directly would run into them.
            self._write("\n", "\n")
        self._write(html, text)

    def _keep_containers(self, token: Token) -> None:
        if token.type.startswith("paragraph"):
            return
        if self.open and token.nesting >= 0:
            self.open[-1] = None
        if token.nesting == 1:
            is_item = token.type == "list_item_open"
            self.open.append(_Block(_line(token), is_item=True) if is_item else None)
        elif token.nesting == -1:
            self.open.pop()

    def _inline(self, token: Token, is_paragraph: bool) -> None:
        item = self.open[-1] if self.open else None
        block = item or _Block(_line(token), is_item=False)
        if is_paragraph and block.start == -1:
            block.start = self.position
            self.blocks.append(block)
        self.last = "\n"
        self._children(token.children or [], block, _line(token))
        block.end = self.position

    def _children(self, children: list[Token], block: _Block, line: int) -> None:
        links = 0
        for index, child in enumerate(children):
            if child.type == "text" and not links:
                self._text(child.content, block, line)
            elif child.type in ("text", "text_special"):
                self._write(escape(child.content), child.content)
            else:
                links += child.nesting if child.type.startswith("link_") else 0
                line += child.type in ("softbreak", "hardbreak")
                self._markup(children, index)

    def _text(self, content: str, block: _Block, line: int) -> None:
        """Write running text with its tags marked."""
        written = 0
        for start, end in find_tags(content, self.last):
            name = content[start + 1 : end]
            if max(len(name), len(tag_key(name))) > MAX_TAG_LENGTH:
                self._report(
                    line,
                    f"The tag #{name[:20]}… is too long: a tag has at most "
                    f"{MAX_TAG_LENGTH} characters.",
                )
                continue
            self._write(escape(content[written:start]), content[written:start])
            block.tags.append(_Tag(name, self.position, self.position + end - start))
            tag = content[start:end]
            self._write(f'<span class="tag">{escape(tag)}</span>', tag)
            written = end
        self._write(escape(content[written:]), content[written:])

    def _report(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message))

    def _offers(self, block: _Block, plain: str) -> Iterator[Passage]:
        """The passages of a block; none if it has no words."""
        start, end = _trimmed(block, plain, block.start, block.end)
        if block.is_item and block.tags and not _WORD.search(plain, start, end):
            self._report(block.line, "This list item has tags and no words, so it makes no point.")
        if block.is_item and block.tags and end - start > MAX_POINT_LENGTH:
            self._report(
                block.line,
                f"This list item is too long for one point (at most {MAX_POINT_LENGTH:,} "
                "characters), so it makes none. Split it in two.",
            )
        is_item = block.is_item and end - start <= MAX_POINT_LENGTH
        whole = [(block.start, block.end)]
        line, counted = block.line, block.start
        for first, last in whole if is_item else _parts(plain, block.start, block.end):
            start, end = _trimmed(block, plain, first, last)
            if _WORD.search(plain, start, end):
                line += plain.count("\n", counted, start)
                counted = start
                yield Passage(
                    text=plain[start:end],
                    start=start,
                    end=end,
                    line=line,
                    tags=_names(block.tags_between(first, last)),
                    is_item=is_item,
                )


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _names(tags: list[_Tag]) -> tuple[str, ...]:
    """Their names in order, each once and as first spelt."""
    names: dict[str, str] = {}
    for tag in tags:
        names.setdefault(tag_key(tag.name), tag.name)
    return tuple(names.values())


def _trimmed(block: _Block, plain: str, start: int, end: int) -> tuple[int, int]:
    """A range of a block less the space and the tags at its ends.

    A tag within a sentence is a word of it and stays.
    """
    tags = block.tags_between(start, end)
    start, end = _stripped(plain, start, end)
    for tag in reversed(tags):
        if plain[tag.end : end].strip(" \n.,;"):
            break
        end = tag.start
    for tag in tags:
        if tag.end > end or plain[start : tag.start].strip():
            break
        start = tag.end
    return _stripped(plain, start, max(start, end))


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    words = plain[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _parts(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph's lines where each stands for itself; of a long one, its sentences."""
    for first, last in _lines(plain, start, end):
        if last - first <= _LONG_PARAGRAPH:
            yield first, last
            continue
        for begin, stop in sentences(plain[first:last]):
            yield from _pieces(plain, first + begin, first + stop)


def _lines(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines that read on."""
    first = start
    previous = ""
    position = start
    for line in plain[start:end].split("\n"):
        if previous and not continues(previous, line):
            yield _stripped(plain, first, position)
            first = position
        previous = line
        position += len(line) + 1
    yield _stripped(plain, first, end)


def _pieces(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than a point may be."""
    while end - start > MAX_POINT_LENGTH:
        cut = plain.rfind(" ", start + 1, start + MAX_POINT_LENGTH)
        cut = start + MAX_POINT_LENGTH if cut == -1 else cut
        yield _stripped(plain, start, cut)
        start = cut
    yield _stripped(plain, start, end)
