"""What can be said about a text before it is parsed: its form, its tags, its sentences."""

import re
import unicodedata
from collections.abc import Iterator

MAX_BYTES = 100_000
MAX_TAG_LENGTH = 60

# A word processor's soft line break is a vertical tab, its page break a form feed;
# U+0085, U+2028 and U+2029 are the line ends of other systems.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters cannot be stored (NUL) or shown. The two direction overrides
# (U+202D, U+202E) make words read backwards; no language needs them.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e]")
_BYTE_ORDER_MARK = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")

_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?P<gap>\s+)(?=[\"'“‘(\[]*(?P<next>[^\W_]))"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|approx|no|nos|p|pp|dr|mr|mrs|ms|prof|rev|st)|\b[^\W\d_])\.$",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """``text`` as it is stored: ``\\n`` line ends, no control characters, valid Unicode.

    Cleaning twice changes nothing more. Lone surrogates become U+FFFD.
    """
    text = _LINE_END.sub("\n", text)
    text = _UNWANTED.sub("", text).lstrip(_BYTE_ORDER_MARK)
    return _SURROGATE.sub("\ufffd", text)


def tag_key(name: str) -> str:
    """The form in which tags are compared: casefolded NFKC (Unicode 3.13, D146).

    ``name`` comes without its ``#``. Applying it twice changes nothing more.
    """
    folded = unicodedata.normalize("NFD", name).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", folded)


def find_tags(text: str, before: str) -> Iterator[tuple[int, int]]:
    """The ``(start, end)`` of each ``#tag`` in ``text``, the ``#`` included.

    ``before`` is the character in front of ``text``. A tag is ``#``, a letter, then
    letters, digits and hyphens, after a space or at the start.
    """
    start = text.find("#")
    while start != -1:
        end = start + 1
        previous = text[start - 1] if start else before
        if previous.isspace() and text[end : end + 1].isalpha():
            while end < len(text) and _is_in_tag(text[end]):
                end += 1
            while text[end - 1] == "-":
                end -= 1
            yield start, end
        start = text.find("#", end)


def _is_in_tag(character: str) -> bool:
    """Letters with their combining marks, digits, hyphen."""
    return character == "-" or unicodedata.category(character)[0] in "LMN"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The ``(start, end)`` of each sentence of ``text``, without the space between.

    It rather leaves two sentences together than cuts one at an abbreviation.
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start("gap")
        if match["next"].islower() or _ABBREVIATION.search(text, max(start, end - 8), end):
            continue
        yield start, end
        start = match.end()
    if start < len(text):
        yield start, len(text)


def continues(previous: str, line: str) -> bool:
    """Whether ``line`` reads on from ``previous``, as in text wrapped by an old mail program.

    Text from a word processor has one line per paragraph, so a line break means
    a new paragraph unless it plainly stands inside a sentence.
    """
    if line.lstrip()[:1].islower():
        return True
    return 60 <= len(previous) <= 100 and not re.search(r"[.!?:;…][\"'”’)\]]*\s*$", previous)
