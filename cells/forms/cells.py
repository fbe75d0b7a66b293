"""What a cell is called, where it meets and why."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cells.models import Cell
from cells.slugs import suggest_short_label


class CellForm(forms.ModelForm):
    class Meta:
        model = Cell
        fields = ("name", "short_label", "place", "about")
        labels = {"short_label": "Short label"}
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = self.fields["short_label"]
        label.required = False
        label.help_text = (
            "One to three letters or digits that mark the cell everywhere, such as Bri or L2."
            " Left empty, we make one from the name."
        )

    def clean_name(self) -> str:
        name: str = " ".join(self.cleaned_data["name"].split())
        if self.others.filter(name__iexact=name).exists():
            raise ValidationError("There is a cell of this name already.")
        return name

    def clean_short_label(self) -> str:
        label: str = self.cleaned_data["short_label"]
        if not label:
            taken = self.others.values_list("short_label", flat=True)
            return suggest_short_label(self.cleaned_data.get("name", ""), set(taken))
        other = self.others.filter(short_label__iexact=label).first()
        if other:
            raise ValidationError(f"{other.name} has this short label. Choose another.")
        return label

    @property
    def others(self) -> "Any":
        return Cell.objects.exclude(pk=self.instance.pk)


class NewCellForm(CellForm):
    """A cell together with whom to invite as its convenor."""

    convenor_email = forms.EmailField(
        label="Convenor’s e-mail",
        max_length=254,
        help_text="We send an invitation there. The convenor then invites the members.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
