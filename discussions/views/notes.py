"""The page of a discussion, and its notes: written, agreed, opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cells.choices import Level, MeetingState
from cells.errors import NotPossible
from cells.permissions import is_known, signed_in_user
from discussions.actions.notes import (
    agree_notes,
    fingerprint,
    number_of,
    reopen_notes,
    save_note,
    set_reach,
)
from discussions.choices import NoteState
from discussions.errors import MeetingCancelled, NoteConflict, NotesChanged
from discussions.forms.notes import AgreeForm, NoteForm, ReachForm, ReopenForm, size_problem
from discussions.forms.points import PointForm
from discussions.labels import WHO_MAY_SEE
from discussions.markup import clean, preview, read
from discussions.permissions import (
    can_contribute,
    can_convene_discussion,
    get_discussion_for,
    get_note_for,
)
from discussions.queries.discussions import discussion_page

if TYPE_CHECKING:
    from cells.models import User
    from discussions.models import Discussion, Note, NoteRevision

PREVIEWS_A_MINUTE = 60


@require_GET
def discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes left, points right; whole to the cell, as agreed to those it lets read."""
    try:
        found = get_discussion_for(request.user, pk, Level.READ)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    return render_discussion(request, found)


def render_discussion(
    request: HttpRequest, discussion: Discussion, form: PointForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, with the point that somebody was about to post where it has errors."""
    user = request.user
    may_contribute = can_contribute(user, discussion)
    context = {
        "discussion": discussion,
        "cell": discussion.cell,
        "note": discussion.note,
        "page": discussion_page(discussion, user),
        "form": form or (PointForm() if may_contribute else None),
        "may_contribute": may_contribute,
        "is_cancelled": discussion.meeting.state == MeetingState.CANCELLED,
        "may_convene": can_convene_discussion(user, discussion),
        "may_tag": user.is_authenticated and user.is_organiser and discussion.note.was_agreed,
        "is_known": is_known(user),
        "who_may_see": WHO_MAY_SEE[discussion.reach],
    }
    return render(request, "discussions/discussion.html", context, status=status)


@require_GET
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of the notes: they are read on the page of their discussion."""
    try:
        found = get_note_for(request.user, pk, Level.READ)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    return redirect("discussions:discussion", found.discussion_id)


# Writing


@login_required
@require_http_methods(["GET", "POST"])
def note_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes as text, and beside it what they will look like."""
    user = signed_in_user(request)
    note = get_note_for(user, pk, Level.WRITE)
    if request.method == "GET":
        if note.is_agreed:
            messages.warning(request, "These notes are agreed and locked.")
            return redirect(note.discussion)
        if note.discussion.meeting.state == MeetingState.CANCELLED:
            messages.warning(request, str(MeetingCancelled()))
            return redirect(note.discussion)
        start = {"text": note.text, "base": number_of(note.revision)}
        return _render_editor(request, note, NoteForm(initial=start), note.text)
    form = NoteForm(request.POST)
    text = clean(request.POST.get("text", ""))
    if form.is_valid() and "preview" not in request.POST:
        return _save(request, note, form)
    return _render_editor(request, note, form, text)


def _save(request: HttpRequest, note: Note, form: NoteForm) -> HttpResponse:
    text, base = form.cleaned_data["text"], form.cleaned_data["base"]
    try:
        revision = save_note(note=note, text=text, base_number=base, by=signed_in_user(request))
    except NoteConflict as conflict:
        return _render_conflict(request, note, conflict)
    except NotPossible as refusal:
        form.add_error(None, f"{refusal} Your text is still here: copy it before you leave.")
        return _render_editor(request, note, form, text, status=409)
    return _after_saving(request, note.discussion, revision)


def _after_saving(
    request: HttpRequest, discussion: Discussion, revision: NoteRevision
) -> HttpResponse:
    """Back to the discussion; by way of choosing points where the notes have none yet."""
    if revision.plain.strip() and not discussion.points.live().exists():
        messages.success(request, "Saved.")
        return redirect("discussions:points-choose", discussion.pk)
    messages.success(request, "Saved. The points follow the notes.")
    return redirect(discussion)


def _render_editor(
    request: HttpRequest, note: Note, form: NoteForm, text: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "note": note,
        "discussion": note.discussion,
        "cell": note.discussion.cell,
        "is_paste": "paste" in request.GET,
        **preview_of(text),
    }
    return render(request, "discussions/note_edit.html", context, status=status)


def _render_conflict(request: HttpRequest, note: Note, conflict: NoteConflict) -> HttpResponse:
    newest = conflict.newest
    start = {"text": conflict.text, "base": number_of(newest)}
    context = {
        "form": NoteForm(initial=start),
        "note": note,
        "discussion": note.discussion,
        "cell": note.discussion.cell,
        "newest": newest,
    }
    return render(request, "discussions/note_conflict.html", context, status=409)


@login_required
@require_POST
def note_preview(request: HttpRequest) -> HttpResponse:
    """What the text typed so far will look like: a part of a page, for ``note-editor.js``."""
    if not _may_preview(signed_in_user(request)):
        refusal = "The preview rests for a minute. Your text is safe, and you can save it."
        return HttpResponse(refusal, status=429, content_type="text/plain")
    context = preview_of(clean(request.POST.get("text", "")))
    return render(request, "discussions/note_preview.html", context)


def _may_preview(user: User) -> bool:
    """Counts one preview: a person gets so many a minute, from whatever device."""
    key = f"previews-{user.pk}"
    if cache.add(key, 1, timeout=timedelta(minutes=1).total_seconds()):
        return True
    try:
        return cache.incr(key) <= PREVIEWS_A_MINUTE
    except ValueError:  # the minute has just passed
        return True


def preview_of(text: str) -> dict[str, Any]:
    """What ``note_preview.html`` shows of a text: its HTML with the points it would make."""
    problem = size_problem(text)
    if problem:
        return {"size_problem": problem}
    reading = read(text)
    return {
        "preview": preview(reading),
        "is_blank": not reading.plain.strip(),
        "point_count": len(reading.points),
        "problems": reading.problems,
    }


# Agreeing


@login_required
@require_http_methods(["GET", "POST"])
def discussion_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Says who will be able to read the notes, then locks them."""
    user = signed_in_user(request)
    found = get_discussion_for(user, pk, Level.MANAGE)
    seen = {"seen": number_of(found.note.revision), "points": fingerprint(found)}
    form = AgreeForm(request.POST or None, initial={"reach": found.reach, **seen})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            agree_notes(
                discussion=found,
                reach=typed["reach"],
                by=user,
                seen_number=typed["seen"],
                seen_points=typed["points"],
            )
        except NotesChanged as change:
            messages.error(request, str(change))
            form = AgreeForm(initial={"reach": typed["reach"], **seen})
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The notes are agreed.")
            return redirect(found)
    elif found.note.is_agreed:
        return redirect(found)
    page = discussion_page(found, user)
    context = {"form": form, "discussion": found, "cell": found.cell, "page": page}
    return render(request, "discussions/discussion_agree.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discussion_reach(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes who may see the notes."""
    user = signed_in_user(request)
    found = get_discussion_for(user, pk, Level.MANAGE)
    form = ReachForm(request.POST or None, initial={"reach": found.reach})
    if request.method == "POST" and form.is_valid():
        set_reach(discussion=found, reach=form.cleaned_data["reach"], by=user)
        messages.success(request, "Who may see these notes is changed.")
        return redirect(found)
    context = {"form": form, "discussion": found, "cell": found.cell}
    return render(request, "discussions/discussion_reach.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def discussion_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens agreed notes for corrections, with the reason."""
    user = signed_in_user(request)
    found = get_discussion_for(user, pk, Level.MANAGE)
    if found.note.state != NoteState.AGREED:
        messages.info(request, "These notes are open already.")
        return redirect(found)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reopen_notes(discussion=found, because=form.cleaned_data["because"], by=user)
        messages.success(request, "The notes are open for corrections.")
        return redirect(found)
    context = {"form": form, "discussion": found, "cell": found.cell}
    return render(request, "discussions/discussion_reopen.html", context)
