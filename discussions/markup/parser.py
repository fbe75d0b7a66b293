"""Markdown to tokens, and HTML to safe HTML.

CommonMark with tables and strikethrough, less what would surprise people who
know no Markdown: HTML is shown as typed, an indented line is a paragraph and not
code, a line of dashes is a ruler and not a heading of what stands above it,
``[Anna]: yes`` is text and not a link's address, and a line break stays one.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import TypeAlias

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_block.list import list_block
from markdown_it.token import Token

from .bullets import from_plain, is_lettered

# Nested brackets cost time for each level, so there are few; lists and quotes
# stop earlier still, because what passes the parser's own limit is left out.
_MAX_NESTING = 12
_MAX_BLOCK_LEVEL = 8

_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
_INLINE_MARK = re.compile(r"[*_~`\[<&\\]")
_ALIGNED = {"text-align:center": "align-center", "text-align:right": "align-right"}

_CLEANER = nh3.Cleaner(
    tags={
        *("p", "br", "hr", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("a", "code", "em", "s", "span", "strong"),
    },
    attributes={"*": set(), "a": {"href"}, "ol": {"start", "type"}},
    allowed_classes={
        "span": {"tag"},
        "th": set(_ALIGNED.values()),
        "td": set(_ALIGNED.values()),
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener",
)

_BlockRule: TypeAlias = Callable[[StateBlock, int, int, bool], bool]


def parse(text: str) -> list[Token]:
    """The tokens of a clean ``text``; their ``map`` counts its lines from 0."""
    tokens = _PARSER.parse(from_plain(text))
    lines = text.split("\n")
    _order_headings(tokens)
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            _align_by_class(token)
        elif token.type == "ordered_list_open" and token.map and is_lettered(lines[token.map[0]]):
            token.attrSet("type", "a")
    return tokens


def _order_headings(tokens: list[Token]) -> None:
    """Headings begin at ``h3``, for the page owns the two above, and leave out no level.

    Whoever begins with ``##`` means a heading and not a second level, and people
    who hear a page find their way by its levels (WCAG 2.2, 1.3.1).
    """
    above: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            while above and above[-1] >= token.tag:
                above.pop()
            above.append(token.tag)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(2 + len(above), 6)}"


def to_html(tokens: list[Token], index: int) -> str:
    """The HTML of one token that is not of type ``inline``; not yet safe."""
    token = tokens[index]
    rule = _RENDERER.rules.get(token.type)
    if rule:
        return str(rule(tokens, index, _PARSER.options, {}))
    return _RENDERER.renderToken(tokens, index, _PARSER.options, {})


def text_of(html: str) -> str:
    """The text content of well-formed ``html``."""
    return unescape(_TAG.sub("", html))


def sanitise(html: str) -> SafeString:
    """``html`` with nothing in it but the tags and attributes that notes may have."""
    return mark_safe(_CLEANER.clean(html))  # noqa: S308 - this is where it becomes safe


def inline_text(text: str) -> str:
    """One line of Markdown as plain text: no emphasis marks, a link's address in brackets."""
    if not _INLINE_MARK.search(text):
        return text
    parts: list[str] = []
    address, opened = "", 0
    for token in _PARSER.parseInline(text)[0].children or []:
        if token.type == "link_open":
            address = str(token.attrGet("href") or "")
            opened = len(parts)
        elif token.type == "link_close":
            words = "".join(parts[opened:])
            if address and address.removeprefix("mailto:") != words:
                parts.append(f" ({address})")
        else:
            parts.append("\n" if token.type.endswith("break") else token.content)
    return "".join(parts)


def _align_by_class(token: Token) -> None:
    style = str(token.attrs.pop("style", ""))
    if style in _ALIGNED:
        token.attrSet("class", _ALIGNED[style])


def _shallow(rule: _BlockRule) -> _BlockRule:
    """``rule``, but where the nesting is deep its marks are ordinary text."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level <= _MAX_BLOCK_LEVEL and rule(state, start, end, silent)

    return limited


def _make_parser() -> MarkdownIt:
    options = {"html": False, "breaks": True, "xhtmlOut": False, "maxNesting": _MAX_NESTING}
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "strikethrough"])
    parser.disable(["code", "lheading", "reference", "html_block", "html_inline", "image"])
    # Joining would hide which "#" was escaped.
    parser.disable("text_join")
    interrupts = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("list", _shallow(list_block), {"alt": interrupts})
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": [*interrupts, "list"]})
    return parser


_PARSER = _make_parser()
_RENDERER = RendererHTML(_PARSER)
