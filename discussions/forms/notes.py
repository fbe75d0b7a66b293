"""Checks of notes, and of what a convenor says as they are agreed or opened again."""

from typing import Any

from django import forms
from django.utils.html import format_html

from discussions.choices import Reach
from discussions.labels import WHO_MAY_SEE
from discussions.markup import MAX_BYTES, clean, read


class CleanCharField(forms.CharField):
    """Text as it is stored: no control characters, one kind of line end."""

    def to_python(self, value: Any) -> str:
        return super().to_python(clean(value or "")) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without ``maxlength``: a browser would cut what is pasted and not say so."""
        return {**super().widget_attrs(widget), "maxlength": None}


class NoteTextField(CleanCharField):
    """The Markdown of a note, up to 100 kB, with nothing in it that could not become a point."""

    widget = forms.Textarea(attrs={"class": "note-source", "rows": 22, "spellcheck": "true"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Notes")
        kwargs.setdefault(
            "error_messages",
            {"required": "There are no words here yet. Write or paste the notes, then save."},
        )
        # What a person typed stays as typed, also its first indent.
        super().__init__(strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean("" if not str(value or "").strip() else value)
        problem = size_problem(text)
        if problem:
            raise forms.ValidationError(problem)
        raise_problems(text)
        return text


def size_problem(text: str) -> str:
    """What to say of a text that is too long; empty for any other."""
    size = len(text.encode())
    if size <= MAX_BYTES:
        return ""
    return (
        f"Notes hold 100 kB at most (100,000 bytes); this is {size:,} bytes."
        " Shorten them, or keep a part of them in another place."
    )


def raise_problems(text: str) -> None:
    """Raises what ``markup`` would not make a point of, each with its line."""
    problems = read(text).problems
    if problems:
        raise forms.ValidationError([f"Line {p.line}: {p.message}" for p in problems])


class NoteForm(forms.Form):
    """The notes, and the number of the revision that the writer began with (0 for none)."""

    text = NoteTextField()
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def reach_choices() -> list[tuple[str, str]]:
    return [
        (value, format_html("<span><b>{}</b><br>{}</span>", name, explanation))
        for value, (name, explanation) in WHO_MAY_SEE.items()
    ]


class ReachForm(forms.Form):
    """Who may see the agreed notes."""

    reach = forms.ChoiceField(
        label="Who may see these notes?", choices=reach_choices, widget=forms.RadioSelect
    )

    def clean_reach(self) -> Reach:
        return Reach(self.cleaned_data["reach"])


class AgreeForm(ReachForm):
    """Who may see them, and what the convenor was looking at: the revision (0 for none)
    and the points."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    points = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    """Why agreed notes are opened again."""

    because = CleanCharField(
        label="What has to be put right?",
        max_length=300,
        help_text="The members of your cell see this beside the notes.",
        error_messages={"required": "Say in a few words what has to be put right."},
    )
