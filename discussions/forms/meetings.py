"""What a meeting is about, and what is sent in after one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from cells.clock import long_date
from cells.forms.meetings import DateField, HeadcountField, ScheduleForm, check_year
from discussions.actions.meetings import Subject
from discussions.markup import MAX_BYTES
from discussions.models import Round

if TYPE_CHECKING:
    from cells.models import Cell, Meeting


class QuestionSelect(forms.Select):
    """A list in which the first line, "something else", may be chosen too."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class RoundField(forms.ModelChoiceField):
    """One of the open questions that ask a cell, named by its slug in addresses, or
    something else: None."""

    widget = QuestionSelect

    def __init__(self) -> None:
        super().__init__(
            label="Question",
            queryset=Round.objects.none(),
            to_field_name="slug",
            empty_label="Something else, under a title of its own",
            error_messages={"invalid_choice": "This question is not open to your cell any more."},
        )

    def clean(self, value: Any) -> Round | None:
        return None if value in self.empty_values else super().clean(value)

    def label_from_instance(self, obj: Round) -> str:
        return f"{obj.title}, open until {long_date(obj.closes_on, timezone.localdate())}"


class SubjectForm(forms.Form):
    """One of the open questions that ask the cell, or a title."""

    round = RoundField()
    title = forms.CharField(
        label="Title",
        max_length=200,
        required=False,
        help_text="Only where it is none of the questions above.",
    )
    field_order = ["round", "title"]

    def __init__(self, *args: Any, cell: Cell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = Round.objects.open().filter(round_cells__cell=cell)
        cast(RoundField, self.fields["round"]).queryset = rounds
        self.has_rounds = rounds.exists()
        if not self.has_rounds:
            del self.fields["round"]
            self.fields["title"].required = True
            self.fields["title"].help_text = "No question is open to your cell at the moment."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "round" in self.errors or "title" in self.errors:
            return data
        if data.get("round") and data["title"]:
            self.add_error("title", "Take either a question or a title of its own, not both.")
        elif not data.get("round") and not data["title"]:
            self.add_error("title", "Choose a question above, or say in a few words what it was.")
        return data

    @property
    def subject(self) -> Subject:
        return Subject(self.cleaned_data.get("round"), self.cleaned_data["title"])


class MeetingScheduleForm(SubjectForm, ScheduleForm):
    """A meeting to come, with what it will talk about."""


class HeldMeetingForm(SubjectForm):
    """A meeting that was held, on one page: what, when, how many, and the notes."""

    date = DateField(label="Date")
    headcount = HeadcountField(required=False)
    text = forms.CharField(
        label="Notes",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "note-source"}),
        help_text="Type or paste them as they are. Next you choose which lines are points.",
        error_messages={"required": "There are no notes yet. Type or paste what was said."},
    )
    field_order = ["round", "title", "date", "headcount", "text"]

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        check_year(day)
        if day > timezone.localdate():
            raise forms.ValidationError(
                "This day is still to come. To plan it, schedule the meeting instead."
            )
        return day

    def sent_in(self) -> dict[str, Any]:
        """The checked values, as ``send_in_meeting`` takes them."""
        return {name: self.cleaned_data[name] for name in ("date", "headcount", "text")}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        size = len(text.encode("utf-8", "replace"))
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if size > MAX_BYTES:
            raise forms.ValidationError(
                f"Notes hold at most {MAX_BYTES // 1000} kB, and these are {size:,} bytes."
                " Take something out, or send in two meetings."
            )
        return text


class DiscussionForm(SubjectForm):
    """One more question for a meeting."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(*args, cell=meeting.cell, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        asked = data.get("round")
        if asked and self.meeting.discussions.filter(round=asked).exists():
            self.add_error("round", "This meeting has this question on its agenda already.")
        return data
