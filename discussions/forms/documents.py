"""Starting a synthesis from a document: what was typed or sent in, and each line's form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from discussions.errors import ImportRefused
from discussions.imports.document import Document, Form, Line, assemble, decode, read_lines
from discussions.labels import LINE_FORMS

FORM_CHOICES = [(form.value, LINE_FORMS[form.value]) for form in Form if form != Form.UNPLACED]


class DocumentForm(forms.Form):
    """The words of the document, pasted or as a file.

    ``cleaned_data["text"]`` holds them, whichever way they came.
    """

    text = forms.CharField(
        label="Paste it here",
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"class": "said", "rows": 14}),
        help_text="Headings, paragraphs and lists, as plain text or Markdown.",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        help_text="Text in UTF-8 (.md or .txt), up to 1 MB.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file: UploadedFile | None = cleaned.get("file")
        if file:
            try:
                cleaned["text"] = decode(file.read(1_000_001))
            except ImportRefused as refusal:
                self.add_error("file", str(refusal))
        elif not cleaned.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", "Paste the document here, or choose a file.")
        return cleaned


class LinesForm(forms.Form):
    """What each line of the document becomes; every choice can be corrected.

    A line that cannot be placed shows why at its own field. After ``is_valid()``,
    ``document`` is what the chosen forms make of the text.
    """

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    create = forms.BooleanField(
        label="Add the cells and discussions that are not here yet", required=False, initial=True
    )
    is_archive = forms.BooleanField(
        label="It was made before sources were kept",
        required=False,
        help_text="It can then be published as an archive, which says so and shows no counts.",
    )

    def __init__(self, text: str, data: Any = None) -> None:
        super().__init__(data, initial={"text": text})
        self.lines: dict[str, Line] = {}
        for line in read_lines(text):
            name = f"line-{line.number}"
            self.lines[name] = line
            self.fields[name] = forms.ChoiceField(
                label=f"Line {line.number}", choices=FORM_CHOICES, initial=line.form.value
            )

    def rows(self) -> list[tuple[Line, forms.BoundField]]:
        """Every line with its field, in the order of the document."""
        return [(line, self[name]) for name, line in self.lines.items()]

    @property
    def document(self) -> Document:
        chosen = [
            replace(line, form=Form(self.cleaned_data.get(name, line.form)))
            for name, line in self.lines.items()
        ]
        return assemble(chosen)

    def refuse(self, refusal: ImportRefused) -> None:
        """Shows a refusal: what concerns a line at that line, the rest above all."""
        if not refusal.problems:
            self.add_error(None, str(refusal))
        for problem in refusal.problems:
            name = f"line-{problem.line}"
            self.add_error(name if name in self.fields else None, problem.message)
