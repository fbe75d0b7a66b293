"""Lists as word processors paste them, made into Markdown lists.

Only the lines that Markdown would not know as list items are changed, each into
one line, so that line numbers stay true. The stored text is not touched: this
happens while reading.
"""

import re
from dataclasses import dataclass

# Which bullets stand under which when both begin at the same place. U+F0B7 and
# U+F0A7 are the round and the square bullet of the Symbol and Wingdings fonts.
_RANKS = {"◦": 1, "○": 1, "o": 1, "▪": 2, "■": 2, "\uf0a7": 2}

_GAP = r"[ \t\u00a0]"
BULLET = re.compile(
    rf"(?P<indent>{_GAP}*)"
    rf"(?P<bullet>[•◦▪●○■‣∙\uf0b7\uf0a7](?={_GAP}*[^\W_])"  # nothing else starts with these
    rf"|[-*+·–—](?={_GAP})"
    rf"|o(?=\t)"
    rf"|(?P<number>\d{{1,9}})[.)](?={_GAP})"
    rf"|(?P<letter>[A-Za-z])\)(?={_GAP}))"
    rf"(?P<gap>{_GAP}*)(?P<text>\S.*)"
)
_RULER = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s*(?:[-*+]\s+|>\s*)*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")


@dataclass(frozen=True, slots=True)
class _Open:
    """A list item that later lines may be nested in; columns count from 0."""

    column: int
    rank: int
    content: int

    def holds(self, column: int, rank: int) -> bool:
        return self.column + 2 <= column or (self.column <= column and self.rank < rank)


def match_bullet(line: str) -> re.Match[str] | None:
    """The parts of a list item with words in it; a ruler such as ``* * *`` is none."""
    return None if _RULER.match(line) else BULLET.fullmatch(line)


def from_plain(text: str) -> str:
    """Markdown of ``text``, line by line: ``•``, ``–``, ``a)`` and the like become list markers.

    ``◦`` and ``▪`` under another bullet, or an indent of two columns or more,
    make an item of the level below.
    """
    lines = []
    stack: list[_Open] = []
    fence = ""
    after_blank = False
    for line in text.split("\n"):
        opening = _FENCE.match(line)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening["fence"]
        elif match := match_bullet(line):
            line = _item(match, stack)
        elif after_blank and line and not line[0].isspace():
            stack.clear()
        after_blank = not line.strip()
        lines.append(line)
    return "\n".join(lines)


def is_lettered(line: str) -> bool:
    """Whether this line, as typed, is a list item under a letter: ``b) words``."""
    match = match_bullet(line)
    return bool(match and match["letter"])


def _item(match: re.Match[str], stack: list[_Open]) -> str:
    """The line as a Markdown list item; ``stack`` comes to end with it."""
    column = len(match["indent"].expandtabs(4))
    rank = _RANKS.get(match["bullet"], 0)
    while stack and not stack[-1].holds(column, rank):
        stack.pop()
    is_markdown = _is_markdown(match)
    marker = match["bullet"] if is_markdown else _marker(match)
    if is_markdown:
        outer, gap = column, match["gap"]
    else:
        outer, gap = max(column, stack[-1].content if stack else 0), " "
    after = outer + len(marker)
    width = len((" " * after + gap).expandtabs(4)) - after
    stack.append(_Open(column, rank, after + (width if width <= 4 else 1)))
    return match[0] if is_markdown else f"{' ' * outer}{marker} {match['text']}"


def _is_markdown(match: re.Match[str]) -> bool:
    if "\u00a0" in match["indent"] + match["gap"]:
        return False
    return match["bullet"] in ("-", "*", "+") or bool(match["number"])


def _marker(match: re.Match[str]) -> str:
    if match["letter"]:
        return f"{ord(match['letter'].lower()) - ord('a') + 1})"
    return match["bullet"] if match["number"] or match["bullet"] in "*+" else "-"
