"""Checks of what organisers type about themes, and about the points they sort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from discussions.choices import PointKind
from discussions.markup import tag_key
from discussions.models import Point, Tag, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from cells.models import Cell

NO_THEME = "none"
TAKEN = "There is a theme of this name already. Choose another name, or add tags to that theme."


class TagsToGather(forms.ModelMultipleChoiceField):
    """Tags to tick, each with how many points carry it."""

    uses: Mapping[int, int] = {}

    def label_from_instance(self, obj: Any) -> str:
        number = self.uses.get(obj.pk, 0)
        return f"#{obj.name}, {number} {'point' if number == 1 else 'points'}"


class ThemeForm(forms.ModelForm):
    """A theme's name, what belongs in it, and the tags it gathers beside its own."""

    tags = TagsToGather(
        queryset=Tag.objects.none(),
        required=False,
        label="Tags it gathers",
        widget=forms.CheckboxSelectMultiple,
        help_text="Every point with one of these tags stands under the theme, in all questions.",
    )

    class Meta:
        model = Theme
        fields = ("name", "description")

    def __init__(
        self, *args: Any, tags: QuerySet[Tag], uses: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tags"]
        assert isinstance(field, TagsToGather)
        field.uses = uses
        field.queryset = tags
        if not tags:
            del self.fields["tags"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = Theme.objects.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError(TAKEN)
        return name


class TagsField(forms.CharField):
    """Tags in one line, with or without ``#``, between spaces or commas: a list of names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    def to_python(self, value: Any) -> Any:
        words = (super().to_python(value) or "").replace(",", " ").split()
        names = {tag_key(name): name for word in words if (name := word.lstrip("#"))}
        return list(names.values())

    def run_validators(self, value: list[str]) -> None:
        field = Tag._meta.get_field("name")
        for name in value:
            if len(name) > Tag.MAX_LENGTH:
                raise ValidationError(
                    f"A tag has {Tag.MAX_LENGTH} characters at most; “{name[:20]}…” has"
                    f" {len(name)}."
                )
            try:
                field.run_validators(name)
            except ValidationError as error:
                raise ValidationError(f"“{name}” cannot be a tag: {error.messages[0]}") from error


class TagPointForm(forms.Form):
    """Tags to put on one point of the question."""

    point = forms.ModelChoiceField(queryset=Point.objects.none(), widget=forms.HiddenInput)
    tags = TagsField(label="Tags to add")

    def __init__(self, *args: Any, points: QuerySet[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class PutUnderThemeForm(forms.Form):
    """Points that were ticked, and the theme, old or new, to put them under."""

    points = forms.ModelMultipleChoiceField(
        queryset=Point.objects.none(),
        error_messages={
            "required": "Tick the points first.",
            "invalid_choice": "One of the points has been withdrawn. Look again, and repeat.",
        },
    )
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(), required=False, empty_label="choose a theme"
    )
    new_theme = forms.CharField(max_length=80, required=False, label="or a new one, named")

    def __init__(self, *args: Any, points: QuerySet[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].queryset = points  # type: ignore[attr-defined]

    def clean_new_theme(self) -> str:
        return " ".join(self.cleaned_data["new_theme"].split())

    def clean(self) -> None:
        theme, name = self.cleaned_data.get("theme"), self.cleaned_data.get("new_theme")
        if "theme" in self.errors or "new_theme" in self.errors:
            return
        if theme and name and theme.name.casefold() != name.casefold():
            self.add_error("new_theme", "Choose a theme or name a new one, not both.")
        elif not theme and not name:
            self.add_error("theme", "Choose a theme, or name a new one.")
        elif not theme:
            # A name that is taken means that theme; nobody wants two of one name.
            self.cleaned_data["theme"] = Theme.objects.filter(name__iexact=name).first()


class TakeOutForm(forms.Form):
    """A point and the theme it is to leave."""

    point = forms.ModelChoiceField(queryset=Point.objects.none())
    theme = forms.ModelChoiceField(queryset=Theme.objects.all())

    def __init__(self, *args: Any, points: QuerySet[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class AddTagsForm(forms.Form):
    """Tags that were ticked in the list of loose ones, and the theme to add them to."""

    tags = forms.ModelMultipleChoiceField(
        queryset=Tag.objects.none(),
        to_field_name="name",
        error_messages={"required": "Tick the tags first."},
    )
    theme = forms.ModelChoiceField(
        queryset=Theme.objects.all(),
        empty_label="choose a theme",
        error_messages={"required": "Choose the theme they belong to."},
    )

    def __init__(self, *args: Any, tags: QuerySet[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].queryset = tags  # type: ignore[attr-defined]


class PointFilterForm(forms.Form):
    """Which points of a question to show; what it does not know is left out of account."""

    theme = forms.ChoiceField(required=False)
    tag = forms.ChoiceField(required=False)
    cell = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(required=False)

    def __init__(
        self,
        *args: Any,
        themes: Iterable[Theme],
        tags: Iterable[Tag],
        cells: Iterable[Cell],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "theme": [
                ("", "All themes"),
                (NO_THEME, "Without a theme"),
                *((theme.slug, theme.name) for theme in themes),
            ],
            "tag": [("", "All tags"), *((tag.name, f"#{tag.name}") for tag in tags)],
            "cell": [("", "All cells"), *((cell.slug, cell.name) for cell in cells)],
            "kind": [("", "All kinds"), *PointKind.choices],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def narrow(self, points: QuerySet[Point]) -> QuerySet[Point]:
        """Those of ``points`` that the chosen filters let through."""
        self.is_valid()
        chosen = self.cleaned_data
        if chosen.get("theme") == NO_THEME:
            points = points.without_theme()  # type: ignore[attr-defined]
        elif chosen.get("theme"):
            points = points.filter(
                pk__in=Point.objects.filter(tags__themes__slug=chosen["theme"]).values("pk")
            )
        if chosen.get("tag"):
            points = points.filter(tags__name=chosen["tag"])
        if chosen.get("cell"):
            points = points.filter(discussion__meeting__cell__slug=chosen["cell"])
        if chosen.get("kind"):
            points = points.filter(kind=chosen["kind"])
        return points

    @property
    def is_narrowing(self) -> bool:
        return any(self.cleaned_data.values())
