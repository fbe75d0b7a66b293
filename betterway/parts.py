"""The page of parts: every component beside the others, for the eyes of whoever changes one.

Served at ``/parts/`` in development only.
"""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

COLOURS = ["plum", "teal", "ochre", "moss", "rust", "steel", "berry", "umber"]
NAMES = ["Founding cell", "2nd London cell", "3rd London cell", "4th London cell"]
NAMES += ["Bristol", "Leeds", "Glasgow", "Cardiff"]
LABELS = ["Fdg", "L2", "L3", "L4", "Bri", "Lee", "Gla", "Car"]


class SampleForm(forms.Form):
    title = forms.CharField(help_text="Seen by this cell’s members only.")
    kind = forms.ChoiceField(choices=[("n", "Needed"), ("o", "Obstacle")])
    day = forms.DateField(label="Date", widget=forms.DateInput(attrs={"type": "date"}))
    ways = forms.ChoiceField(
        label="How you meet",
        widget=forms.RadioSelect,
        choices=[("r", "In a room"), ("v", "By video")],
    )
    about = forms.CharField(widget=forms.Textarea(attrs={"class": "said"}), required=False)
    agreed = forms.BooleanField(label="Tell the members by mail", required=False)


class SampleTimes(forms.Form):
    first = forms.TimeField(label="Starts")
    second = forms.TimeField(label="Ends")


def parts(request: HttpRequest) -> HttpResponse:
    """All the parts on one page, with made-up contents."""
    cells = [
        SimpleNamespace(name=name, short_label=label, colour=colour)
        for name, label, colour in zip(NAMES, LABELS, COLOURS, strict=True)
    ]
    themes = [
        ("Shared, not heroic", [4, 3, 5, 2]),
        ("Command and control", [3, 2, 2, 4]),
        ("Seeing oneself as a leader", [2, 4, 3, 1]),
        ("Love, kindness, generosity", [0, 3, 7, 1]),
        ("Complex is not complicated", [5, 0, 2, 1]),
    ]
    many = [(7 * place) % 11 * (place % 3 > 0) for place in range(36)]
    sample = {
        "round": SimpleNamespace(slug="leadership"),
        "cells": cells,
        "some": [True, False, True, True],
        "dates": [date(2017, 11, 15), date(2017, 11, 29), date(2017, 12, 4), date(2017, 12, 13)],
        "counts": [15, 16, 0, 11],
        "forty": [*many[:20], None, *many[20:]],
        "themes": themes,
        "grid": [("Dated", [True] * 6 + [False] * 2, 6), ("Met", [True] * 3 + [False] * 5, 3)],
        "entries": [("s1", "The problem"), ("s2", "The discussions")],
        "tracks": [["done", "done", "done", "half", "todo"], ["done", "late", *["todo"] * 3]],
        "form": SampleForm({"title": "", "kind": "n", "day": "30 February"}),
        "times": SampleTimes({"first": "18:30", "second": "later"}),
    }
    return render(request, "parts.html", {"sample": sample})
