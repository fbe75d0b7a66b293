"""A question and the cells it goes to, and what a cell allows to be said of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from cells.forms.meetings import DateField, check_year
from cells.models import Cell
from discussions.actions.rounds import cells_that_stay
from discussions.models import Round, RoundCell

WEEKS_TO_TALK = 6


class CellsField(forms.ModelMultipleChoiceField):
    """Cells to tick, each named with its place."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Cell) -> str:
        return f"{obj.name}, {obj.place}" if obj.place and obj.place != obj.name else obj.name


class RoundForm(forms.ModelForm):
    """A question, its background, its dates and its cells; all cells unless told otherwise."""

    opens_on = DateField(label="Opens")
    closes_on = DateField(label="Notes wanted by")
    cells = CellsField(
        label="Cells asked",
        queryset=Cell.objects.none(),
        error_messages={"required": "Choose at least one cell to ask."},
    )

    class Meta:
        model = Round
        fields = ("title", "question", "background", "opens_on", "closes_on")
        labels: ClassVar[dict[str, str]] = {"title": "Short title"}
        help_texts: ClassVar[dict[str, str]] = {
            "question": "The one sentence that all cells will talk about.",
            "background": "Why this question, and why now. Markdown.",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "question": forms.Textarea(attrs={"rows": 2, "class": "said"}),
            "background": forms.Textarea(attrs={"rows": 8, "class": "said"}),
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "title": {"required": "Give it one or two words for lists, such as Leadership."},
            "question": {"required": "Write the question that the cells will talk about."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        super().__init__(*args, **kwargs)
        cells = Cell.objects.all()
        cast(CellsField, self.fields["cells"]).queryset = cells
        if self.instance._state.adding:
            self.initial["opens_on"] = today
            self.initial["closes_on"] = today + timedelta(weeks=WEEKS_TO_TALK)
            self.initial["cells"] = cells
        else:
            self.initial["cells"] = self.instance.cells.all()

    def clean_question(self) -> str:
        """One line, however it was typed."""
        return " ".join(self.cleaned_data["question"].split())

    def clean_opens_on(self) -> date:
        return self._checked_day("opens_on")

    def clean_closes_on(self) -> date:
        return self._checked_day("closes_on")

    def _checked_day(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if name in self.changed_data:
            check_year(day)
        return day

    def clean_cells(self) -> QuerySet[Cell]:
        cells: QuerySet[Cell] = self.cleaned_data["cells"]
        if self.instance._state.adding:
            return cells
        missing = cells_that_stay(self.instance) - {cell.pk for cell in cells}
        names = [cell.name for cell in Cell.objects.filter(pk__in=missing)]
        if names:
            raise forms.ValidationError(
                f"{' and '.join(names)} cannot be taken out:"
                f" there {'is a meeting' if len(names) == 1 else 'are meetings'} on this question."
            )
        return cells

    def _was_asked(self, data: dict[str, Any]) -> bool:
        """Whether the very same question is there, as after a form posted twice."""
        if not {"title", "question", "opens_on"} <= data.keys():
            return False
        return Round.objects.filter(
            title=data["title"], question=data["question"], opens_on=data["opens_on"]
        ).exists()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance._state.adding and self._was_asked(data):
            self.add_error("question", "This question was added already, with the same dates.")
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "This is before the question opens.")
        return data


class ConsentForm(forms.ModelForm):
    """What may be said of a cell in one question's published summary."""

    class Meta:
        model = RoundCell
        fields = ("is_listed", "is_named")
        labels: ClassVar[dict[str, str]] = {
            "is_listed": "Our cell may be listed as one that took part",
            "is_named": "Our cell may be named beside a passage",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "is_listed": "Otherwise it is counted, and the list says “and one more cell”.",
            "is_named": "Otherwise readers see that “one cell” said it.",
        }
