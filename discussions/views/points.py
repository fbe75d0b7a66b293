"""Points: chosen from the notes, typed in, changed, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cells.choices import Level
from cells.errors import NotPossible
from cells.permissions import signed_in_user
from cells.templatetags.look import counted_words
from discussions.actions.notes import number_of
from discussions.actions.points import (
    can_reword,
    edit_point,
    make_points,
    post_point,
    retag_point,
    withdraw_point,
)
from discussions.choices import TaggingSource
from discussions.errors import NotesChanged, NotesLocked
from discussions.forms.points import ChooseForm, PointEditForm, PointForm
from discussions.permissions import (
    get_discussion_for,
    get_point_to_edit,
    get_point_to_withdraw,
    reads_as_member,
)
from discussions.queries.discussions import offers_of
from discussions.views.notes import render_discussion

if TYPE_CHECKING:
    from cells.models import User
    from discussions.models import Discussion, Point, Tag


@login_required
@require_POST
def point_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a point as typed in the box of the discussion's page."""
    user = signed_in_user(request)
    discussion = get_discussion_for(user, pk, Level.WRITE)
    form = PointForm(request.POST)
    if not form.is_valid():
        return render_discussion(request, discussion, form)
    try:
        point, is_new = post_point(discussion=discussion, by=user, **form.cleaned_data)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return render_discussion(request, discussion, form, status=409)
    if not is_new:
        messages.info(request, f"These words are there already, as point {point.number}.")
    return to_point(point)


def to_point(point: Point) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{point.discussion.get_absolute_url()}#point-{point.number}")


@login_required
@require_http_methods(["GET", "POST"])
def points_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Offers every list item, ticked, and every paragraph of the notes, to be made points."""
    user = signed_in_user(request)
    discussion = get_discussion_for(user, pk, Level.WRITE)
    note = discussion.note
    if note.is_agreed or not note.text.strip():
        reason = "These notes are agreed and locked." if note.is_agreed else "No notes here yet."
        messages.warning(request, reason)
        return redirect(discussion)
    if request.method == "GET":
        return _render_offers(request, discussion)
    if request.POST.get("revision") != str(number_of(note.revision)):
        messages.error(request, str(NotesChanged()))
        return _render_offers(request, discussion, status=409)
    return _make_chosen(request, discussion, user)


def _make_chosen(request: HttpRequest, discussion: Discussion, user: User) -> HttpResponse:
    note = discussion.note
    offers = offers_of(note)
    form = ChooseForm(request.POST, offers=[(offer.value, offer.passage.text) for offer in offers])
    if not form.is_valid():
        return _render_offers(request, discussion, form)
    try:
        made = make_points(
            note=note,
            places=form.cleaned_data["places"],
            revision_number=form.cleaned_data["revision"],
            by=user,
        )
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect(request.path)
    said = f"{counted_words(len(made), 'point')} made." if made else "Those are points already."
    messages.success(request, said[0].upper() + said[1:])
    return redirect(discussion)


def _render_offers(
    request: HttpRequest, discussion: Discussion, form: ChooseForm | None = None, status: int = 200
) -> HttpResponse:
    offers = offers_of(discussion.note)
    context = {
        "form": form,
        "discussion": discussion,
        "cell": discussion.cell,
        "revision": discussion.note.revision,
        "offers": offers,
        "open_count": sum(offer.number is None for offer in offers),
    }
    return render(request, "discussions/points_choose.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def point_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A point's words, kind and tags; to organisers, once it is agreed, its tags."""
    user = signed_in_user(request)
    point = get_point_to_edit(user, pk)
    note = point.discussion.note
    # Once notes are agreed a member of the cell has no more say in them than others.
    as_member = reads_as_member(user, point.discussion) and not (
        note.is_agreed and user.is_organiser
    )
    if request.method == "GET" and as_member and note.is_agreed:
        messages.warning(request, str(NotesLocked()))
        return to_point(point)
    form = _edit_form(request, point, as_member)
    if request.method == "POST" and form.is_valid():
        change = edit_point if as_member else retag_point
        try:
            change(point=point, by=user, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Point {point.number} is changed.")
            return to_point(point)
    context = {
        "form": form,
        "point": point,
        "discussion": point.discussion,
        "cell": point.discussion.cell,
        "as_member": as_member,
        "tags_of_notes": [tag for tag, source in _tags(point) if source == TaggingSource.NOTE],
    }
    return render(request, "discussions/point_edit.html", context)


def _edit_form(request: HttpRequest, point: Point, as_member: bool) -> PointEditForm:
    """The form, less what the person may not change."""
    tags = [str(tag) for tag, source in _tags(point) if source != TaggingSource.NOTE]
    start = {"text": point.text, "kind": point.kind, "tags": " ".join(tags)}
    form = PointEditForm(request.POST or None, initial=start)
    if not (as_member and can_reword(point, point.discussion.note)):
        del form.fields["text"]
    if not as_member:
        del form.fields["kind"]
    return form


def _tags(point: Point) -> list[tuple[Tag, str]]:
    taggings = point.taggings.select_related("tag")
    return [(tagging.tag, tagging.source) for tagging in taggings]


@login_required
@require_POST
def point_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a point back."""
    user = signed_in_user(request)
    point = get_point_to_withdraw(user, pk)
    try:
        withdraw_point(point=point, by=user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return to_point(point)
    messages.success(request, f"Point {point.number} is withdrawn.")
    return redirect(point.discussion)
