"""What a person finds on a page: its words, its headings, what its source carries."""

import re
from html.parser import HTMLParser

# Elements whose text is not shown as words of the interface.
SILENT = {"script", "style", "template", "svg"}
SPOKEN = {"alt", "aria-label", "placeholder", "title", "value"}


class Page(HTMLParser):
    """A page's source, taken apart.

    ``words`` is everything shown or spoken; ``tags`` every start tag with its
    attributes.
    """

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._texts: list[str] = []
        self._silent = 0
        self.feed(source)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self._texts))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        self._silent += tag in SILENT
        if found.get("type") != "hidden" and tag not in {"option", "meta", "link"}:
            self._texts += [found[name] for name in sorted(SPOKEN & found.keys())]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(data)
