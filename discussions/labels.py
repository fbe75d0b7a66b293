"""The words of the page, where members need a plainer one than the code's.

``WORDS`` maps a word of the code (DESIGN's table of words) to what the page
says; ``tests/test_words.py`` fails when a word on the left turns up in the
interface.
"""

WORDS = {
    "round": "question",
    "synthesis": "summary",
    "statement": "passage",
    "evidence": "where this comes from",
    "disposition": "what became of it",
    "coverage": "not in yet",
    "reach": "who may see",
    "amending": "open for corrections",
    "editorial": "linking text",
    "set aside": "left out",
    "supports": "says this",
    "qualifies": "says it, but",
    "dissents": "disagrees",
    "publication": "published summary",
}

# What each reach means, in the sentence that is shown before notes are agreed.
WHO_MAY_SEE = {
    "organisers": (
        "Organisers only",
        "The organisers count what was said. The words stay between you and them.",
    ),
    "network": (
        "Members of all cells",
        "Members of every cell may read these notes. Nothing is shown to the public but counts.",
    ),
    "quoted": (
        "Members, and single points in public",
        (
            "Members of every cell may read these notes. A published summary may show single"
            " points of them to anybody, without the cell or any name."
        ),
    ),
    "public": (
        "Everybody",
        "Anybody may read these notes, and a published summary links to them.",
    ),
}

# What a line of a document can become.
LINE_FORMS = {
    "title": "title",
    "introduction": "introduction",
    "heading": "heading",
    "prose": "paragraph",
    "item": "list item",
    "lead_in": "line before a list",
    "issue": "to explore further",
    "discussion": "a cell's discussion",
    "ignore": "left out",
}
