"""Checks of points and their tags."""

from collections.abc import Iterable
from typing import Any

from django import forms

from discussions.choices import PointKind
from discussions.forms.notes import CleanCharField
from discussions.markup import MAX_POINT_LENGTH, MAX_TAG_LENGTH, tag_key
from discussions.markup.text import find_tags


class TagsField(CleanCharField):
    """Tags, with or without their ``#``, between spaces or commas; cleans to their names."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Tags")
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocapitalize": "none"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        typed = super().clean(value).replace(",", " ").split()
        names = list(dict.fromkeys(name.removeprefix("#") for name in typed))
        problems = [problem for name in names if (problem := tag_problem(name))]
        problems += _same_but_for_case(names)
        if problems:
            raise forms.ValidationError(problems)
        return names


def tag_problem(name: str) -> str:
    """What keeps ``name`` (without ``#``) from being a tag; empty where nothing does."""
    longest = max(len(name), len(tag_key(name)))
    if longest > MAX_TAG_LENGTH:
        return (
            f"#{name[:20]}… is too long: a tag has at most {MAX_TAG_LENGTH} characters,"
            f" this has {longest}."
        )
    if list(find_tags(f"#{name}", " ")) != [(0, len(name) + 1)]:
        return (
            f"#{name} cannot be a tag: a tag is one word, a letter and then letters, digits"
            " or hyphens. Try a hyphen in place of other signs."
        )
    return ""


def _same_but_for_case(names: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    return [
        f"#{earlier} and #{name} are one tag, because capital letters make no difference."
        " Leave one of them out."
        for name in names
        if (earlier := first.setdefault(tag_key(name), name)) != name
    ]


KINDS = [("", "No kind"), *((kind.value, kind.label) for kind in PointKind)]


TOO_LONG = (
    "A point has at most %(limit_value)d characters, and this has %(show_value)d. Split it in two."
)


class PointForm(forms.Form):
    """A point as posted into a discussion."""

    text = CleanCharField(
        label="Add a point",
        max_length=MAX_POINT_LENGTH,
        widget=forms.Textarea(
            attrs={"class": "said", "rows": 3, "placeholder": "One thing that was said"}
        ),
        error_messages={
            "required": "Write the point first: one thing that was said.",
            "max_length": TOO_LONG,
        },
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    tags = TagsField(widget=forms.TextInput(attrs={"placeholder": "#tags, if you like"}))
    is_without_name = forms.BooleanField(label="Without my name", required=False)


class PointEditForm(forms.Form):
    """What may change of a point; fields that may not are taken out."""

    text = CleanCharField(
        label="The point",
        max_length=MAX_POINT_LENGTH,
        widget=forms.Textarea(attrs={"class": "said", "rows": 4}),
        error_messages={
            "required": "A point needs words. To take it back, withdraw it below.",
            "max_length": TOO_LONG,
        },
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False)
    tags = TagsField(
        help_text="Between spaces or commas, such as #self-efficacy #love. Capital letters"
        " make no difference."
    )


class ChooseForm(forms.Form):
    """The passages to make points of, as ``start-end`` in the plain text of a revision."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"] = forms.MultipleChoiceField(
            choices=list(offers),
            error_messages={
                "required": "Nothing is ticked. Tick what should become a point, or leave"
                " the page: the notes are saved."
            },
        )

    def clean_places(self) -> list[tuple[int, int]]:
        return [as_place(value) for value in self.cleaned_data["places"]]


def as_place(value: str) -> tuple[int, int]:
    start, end = value.split("-")
    return int(start), int(end)
