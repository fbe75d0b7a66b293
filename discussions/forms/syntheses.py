"""Checks of what organisers write into a summary and do with its points."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model

from discussions.choices import Relation
from discussions.models import Point, Section, Statement, Synthesis

REASONS = (
    "Not about the question",
    "Said for context, and no point of its own",
    "Cannot be shown without saying who said it",
)


class WordsForm(forms.ModelForm):
    """A form for words that somebody else may change at the same time.

    It carries the words it started from; when the row says something else by now, it
    keeps what was typed, and ``others`` maps a field's label to what stands there.
    Validate it inside a transaction: it holds the row until that ends.
    """

    words: ClassVar[tuple[str, ...]] = ()
    others: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {}
        if self.instance.pk is None:
            return
        for name in self.words:
            self.fields[f"base_{name}"] = forms.CharField(
                required=False,
                strip=False,
                widget=forms.HiddenInput,
                initial=getattr(self.instance, name),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk is None:
            return data
        rows = self._meta.model._default_manager.select_for_update()
        stored: Model = rows.get(pk=self.instance.pk)
        for name in self.words:
            theirs = getattr(stored, name)
            started_from = _lines(data.get(f"base_{name}", ""))
            if _lines(theirs) not in (started_from, _lines(data.get(name, ""))):
                self.others[str(self.fields[name].label)] = theirs
                self._start_from(name, theirs)
        if self.others:
            self.add_error(
                None,
                "Somebody changed this while you were writing. Both texts are below: put into"
                " yours what you want to keep of theirs, and save again.",
            )
        return data

    def save(self, commit: bool = True) -> Any:
        """Saves what the form asks and no more: somebody may have moved the row meanwhile."""
        if self.instance.pk is None:
            return super().save(commit)
        self.instance.save(update_fields=self._meta.fields)
        return self.instance

    def _start_from(self, name: str, theirs: str) -> None:
        """Lets the form, shown again, start from what stands there now."""
        self.data = dict(self.data.items()) | {self.add_prefix(f"base_{name}"): theirs}


def _lines(text: str) -> str:
    """The text as browsers cannot change it: they send other line ends than they got."""
    return text.replace("\r\n", "\n").strip()


class SynthesisForm(WordsForm):
    words = ("title", "introduction")

    class Meta:
        model = Synthesis
        fields = ("title", "introduction", "is_archive")
        labels = {"is_archive": "It was made before sources were kept"}
        help_texts = {
            "title": "As readers will see it, such as “Better Way leadership”.",
            "introduction": "Two or three sentences: who talked about what, and when. Markdown.",
            "is_archive": "Published as an archive: it says so, and shows no sources or counts.",
        }
        widgets = {"introduction": forms.Textarea(attrs={"class": "said", "rows": 6})}


class SectionForm(WordsForm):
    words = ("heading",)

    class Meta:
        model = Section
        fields = ("heading",)


class StatementForm(WordsForm):
    words = ("text",)

    class Meta:
        model = Statement
        fields = ("text", "kind", "form")
        labels = {"text": "Passage", "kind": "What it is", "form": "Set as"}
        widgets = {"text": forms.Textarea(attrs={"class": "said", "rows": 4})}


class PlaceForm(forms.Form):
    """Where a new statement goes: below another one of its section, or at the end."""

    after = forms.ModelChoiceField(
        queryset=Statement.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = section.statements.all()  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    """One press of a button beside a point: attach it, change what it does, or detach it."""

    action = forms.ChoiceField(choices=[(word, word) for word in ("attach", "relate", "detach")])
    point = forms.ModelChoiceField(queryset=Point.objects.none())
    relation = forms.ChoiceField(choices=Relation.choices, required=False)

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("action") == "attach":
            points = Point.objects.counted_in(statement.section.synthesis.round)
        else:
            points = Point.objects.filter(statements=statement)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]

    def clean_relation(self) -> Relation:
        return Relation(self.cleaned_data["relation"] or Relation.SUPPORTS)


class LeaveOutForm(forms.Form):
    """Points to leave out, and why."""

    points = forms.ModelMultipleChoiceField(
        queryset=Point.objects.none(), error_messages={"required": "Tick at least one point."}
    )
    reason = forms.ChoiceField(
        choices=[*((reason, reason) for reason in REASONS), ("other", "Another reason:")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why."},
    )
    other = forms.CharField(label="The other reason", max_length=300, required=False)

    def __init__(self, *args: Any, synthesis: Synthesis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted = Point.objects.counted_in(synthesis.round)
        self.fields["points"].queryset = counted  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == "other":
            data["reason"] = data.get("other", "")
            if not data["reason"] and "other" not in self.errors:
                self.add_error("other", "Write the reason here, or choose one of the others.")
        return data


class CoverForm(forms.Form):
    """A point, and the used one that covers it."""

    point = forms.IntegerField()
    covered_by = forms.IntegerField(
        error_messages={"required": "Choose the point that covers it."},
    )

    def __init__(self, *args: Any, synthesis: Synthesis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counted = Point.objects.counted_in(synthesis.round)

    def clean(self) -> dict[str, Any]:
        """The two points in place of their ids."""
        data = super().clean() or {}
        if self.errors:
            return data
        points = self.counted.in_bulk([pk for pk in data.values() if pk < 2**63])
        if not all(pk in points for pk in data.values()):
            raise forms.ValidationError("That point is not there any more. Look again.")
        return {name: points[pk] for name, pk in data.items()}


class UndoForm(forms.Form):
    """A point of which the outcome is taken back."""

    point = forms.ModelChoiceField(queryset=Point.objects.none())

    def __init__(self, *args: Any, synthesis: Synthesis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = Point.objects.filter(dispositions__synthesis=synthesis)
        self.fields["point"].queryset = points  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The version that the button would make, so that pressing it twice makes one."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
