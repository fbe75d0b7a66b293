"""Meetings: scheduled, sent in afterwards, changed, cancelled, and what they talk about."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cells.actions.meetings import change_meeting
from cells.choices import Level
from cells.errors import MeetingExists, NotPossible
from cells.forms.meetings import MeetingChangeForm
from cells.permissions import can_convene, get_cell_for, get_meeting_for, signed_in_user
from discussions.actions.meetings import (
    add_discussion,
    cancel_meeting,
    schedule_meeting_in_round,
    send_in_meeting,
)
from discussions.forms.meetings import DiscussionForm, HeldMeetingForm, MeetingScheduleForm
from discussions.queries.meetings import meeting_lines


@require_http_methods(["GET", "POST"])
@login_required
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting to come, on an open question or on a title of its own."""
    user = signed_in_user(request)
    cell = get_cell_for(user, slug, Level.MANAGE)
    initial = {"time_zone": user.time_zone, "round": request.GET.get("round")}
    form = MeetingScheduleForm(request.POST or None, cell=cell, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            discussion = schedule_meeting_in_round(
                cell=cell, subject=form.subject, by=user, **form.when_and_where()
            )
        except NotPossible as error:
            show_refusal(form, error)
        else:
            messages.success(request, " ".join(["The meeting is scheduled.", form.notice]).strip())
            return redirect("discussions:meeting", discussion.meeting_id)
    return render(request, "discussions/meeting_new.html", {"form": form, "cell": cell})


@require_http_methods(["GET", "POST"])
@login_required
def meeting_held(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting that was held, sent in on one page; then its points are chosen."""
    user = signed_in_user(request)
    cell = get_cell_for(user, slug, Level.MANAGE)
    initial = {"round": request.GET.get("round")}
    form = HeldMeetingForm(request.POST or None, cell=cell, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            discussion = send_in_meeting(
                cell=cell,
                subject=form.subject,
                by=user,
                zone=ZoneInfo(user.time_zone),
                **form.sent_in(),
            )
        except NotPossible as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Sent in. Now choose what becomes a point.")
            return redirect("discussions:points-choose", discussion.pk)
    return render(request, "discussions/meeting_held.html", {"form": form, "cell": cell})


def show_refusal(form: Form, error: NotPossible) -> None:
    """Puts into the form what an action refused, with a link where one helps."""
    if isinstance(error, MeetingExists):
        href = resolve_url(error.found)
        form.add_error(None, format_html('{} <a href="{}">Go there</a>', str(error), href))
    else:
        form.add_error(None, str(error))


@require_safe
@login_required
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """When, where and what about; where only for members of the cell."""
    user = signed_in_user(request)
    found = get_meeting_for(user, pk, Level.READ)
    (line,) = meeting_lines([found], user)
    context = {"line": line, "meeting": found, "can_convene": can_convene(user, found.cell)}
    return render(request, "discussions/meeting.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """When and where, whether it took place and how many came."""
    found = get_meeting_for(request.user, pk, Level.MANAGE)
    form = MeetingChangeForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_meeting(meeting=found, by=signed_in_user(request), **form.changes())
        except NotPossible as error:
            show_refusal(form, error)
        else:
            messages.success(request, " ".join(["Saved.", form.notice]).strip())
            return redirect("discussions:meeting", found.pk)
    return render(request, "discussions/meeting_edit.html", {"form": form, "meeting": found})


@require_POST
@login_required
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting will not be; it stays to be seen, struck through."""
    found = get_meeting_for(request.user, pk, Level.MANAGE)
    try:
        cancel_meeting(meeting=found, by=signed_in_user(request))
    except NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The meeting is cancelled.")
    return redirect("discussions:meeting", found.pk)


@require_http_methods(["GET", "POST"])
@login_required
def discussion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more question for a meeting."""
    found = get_meeting_for(request.user, pk, Level.MANAGE)
    form = DiscussionForm(request.POST or None, meeting=found)
    if request.method == "POST" and form.is_valid():
        try:
            add_discussion(meeting=found, subject=form.subject, by=signed_in_user(request))
        except NotPossible as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Added to the meeting.")
            return redirect("discussions:meeting", found.pk)
    return render(request, "discussions/meeting_discussion.html", {"form": form, "meeting": found})
