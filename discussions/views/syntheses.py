"""Writing the summary of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cells.errors import NotPossible
from cells.permissions import signed_in_user
from cells.validators import is_key
from discussions.actions import syntheses as actions
from discussions.choices import Relation
from discussions.forms.syntheses import (
    EvidenceForm,
    PlaceForm,
    SectionForm,
    StatementForm,
    SynthesisForm,
)
from discussions.models import Section, Statement, Synthesis, Theme
from discussions.permissions import (
    find_synthesis_for,
    get_section_for,
    get_statement_for,
    get_synthesis_for,
)
from discussions.queries.coverage import coverage
from discussions.queries.drafts import Draft, Passage, load_draft
from discussions.queries.editor import AT_ONCE, Looking, candidates, sources

if TYPE_CHECKING:
    from discussions.queries.coverage import Coverage


# The editor


@login_required
@require_GET
def synthesis(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary at the left, and what stands behind the passage in hand at the right."""
    user = signed_in_user(request)
    round, found = find_synthesis_for(user, slug)
    if found is None:
        return redirect("discussions:synthesis-new", slug=slug)
    draft, covered = load_draft(found), coverage(found)
    in_hand = _in_hand(request, draft)
    context = {
        "round": round,
        "synthesis": found,
        "draft": draft,
        "coverage": covered,
        "in_hand": in_hand,
        "section_form": SectionForm(auto_id="section_%s"),
        "add_form": StatementForm(auto_id="add_%s"),
        "is_adding": "add" in request.GET,
        "relations": Relation.choices,
    }
    if in_hand:
        context |= _pane(request, in_hand, covered)
    return render(request, "discussions/synthesis.html", context)


def _in_hand(request: HttpRequest, draft: Draft) -> Passage | None:
    """The passage asked for; else the first that lacks a source; else the first."""
    asked = request.GET.get("statement", "")
    found = draft.find(int(asked)) if is_key(asked) else None
    lacking = (passage for passage in draft.passages if passage.lacks_evidence)
    return found or next(lacking, None) or next(iter(draft.passages), None)


def _pane(request: HttpRequest, in_hand: Passage, covered: Coverage) -> dict[str, object]:
    looking = _looking(request.GET)
    # Themes are listed first; their points once one is chosen.
    is_choosing = looking.list == "theme" and not looking.theme and not looking.find
    found = [] if is_choosing else candidates(in_hand.statement, looking, covered)
    return {
        "looking": looking,
        "sources": sources(in_hand.statement),
        "candidates": found[:AT_ONCE],
        "has_more": len(found) > AT_ONCE,
        "themes": Theme.objects.all() if looking.list == "theme" else [],
        "edit_form": StatementForm(instance=in_hand.statement, auto_id="edit_%s"),
    }


def _looking(data: QueryDict) -> Looking:
    asked = data.get("list", "")
    return Looking(
        find=data.get("find", "").strip()[:100].replace("\0", ""),
        list=asked if asked in Looking.LISTS else "",
        theme=data.get("theme", "")[:80].replace("\0", "") if asked == "theme" else "",
    )


def _place(statement: Statement, looking: Looking | None = None, **more: str) -> str:
    """The address of the editor with the statement in hand and the pane as it was."""
    query = {"statement": str(statement.pk), **(looking.address if looking else {}), **more}
    start = statement.section.synthesis.get_absolute_url()
    return f"{start}?{urlencode(query)}#s-{statement.pk}"


@login_required
@require_POST
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Attaches a point to a statement, changes what it does there, or detaches it."""
    user = signed_in_user(request)
    statement = get_statement_for(user, pk)
    form = EvidenceForm(request.POST, statement=statement)
    if form.is_valid():
        point, relation = form.cleaned_data["point"], form.cleaned_data["relation"]
        try:
            match form.cleaned_data["action"]:
                case "attach":
                    actions.attach(statement=statement, point=point, relation=relation, by=user)
                case "relate":
                    actions.relate(statement=statement, point=point, relation=relation, by=user)
                case "detach":
                    actions.detach(statement=statement, point=point, by=user)
        except NotPossible as error:
            messages.error(request, str(error))
    else:
        messages.error(
            request,
            "That point is not there any more: it was detached or withdrawn, or its notes are"
            " not agreed. Nothing has been changed.",
        )
    return redirect(_place(statement, _looking(request.POST)))


# Title and introduction


@login_required
@require_http_methods(["GET", "POST"])
def synthesis_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Starts the summary of a question: its title and introduction."""
    user = signed_in_user(request)
    round, found = find_synthesis_for(user, slug)
    if found:
        return redirect(found)
    form = SynthesisForm(request.POST or None, initial={"title": round.title})
    if request.method == "POST" and form.is_valid():
        found = actions.start_synthesis(round=round, by=user, **form.cleaned_data)
        messages.success(request, "The summary is begun. Now its first section.")
        return redirect(found)
    context = {"round": round, "form": form}
    return render(request, "discussions/synthesis_new.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def synthesis_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes title, introduction, and whether it is an archive."""
    found = get_synthesis_for(signed_in_user(request), slug)
    form = SynthesisForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(found)
    context = {"round": found.round, "synthesis": found, "form": form}
    return render(request, "discussions/synthesis_edit.html", context)


# Sections


@login_required
@require_http_methods(["GET", "POST"])
def section_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a heading at the end."""
    user = signed_in_user(request)
    found = get_synthesis_for(user, slug)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        heading = form.cleaned_data["heading"]
        section = actions.add_section(synthesis=found, heading=heading, by=user)
        return redirect(f"{found.get_absolute_url()}#h-{section.pk}")
    context = {"round": found.round, "synthesis": found, "form": form}
    return render(request, "discussions/section_edit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a heading."""
    section = get_section_for(signed_in_user(request), pk)
    form = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(_section_place(section))
    context = {
        "round": section.synthesis.round,
        "synthesis": section.synthesis,
        "section": section,
        "form": form,
    }
    return render(request, "discussions/section_edit.html", context)


def _section_place(section: Section) -> str:
    return f"{section.synthesis.get_absolute_url()}#h-{section.pk}"


def _hold(request: HttpRequest, synthesis: Synthesis) -> None:
    """Before a deletion, so that what was added meanwhile is counted, and asked about."""
    if request.method == "POST":
        Synthesis.objects.select_for_update().filter(pk=synthesis.pk).first()


@login_required
@require_POST
def section_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves a section up or down."""
    user = signed_in_user(request)
    section = get_section_for(user, pk)
    actions.move_section(section=section, up=request.POST.get("to") == "up", by=user)
    return redirect(_section_place(section))


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def section_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a section; asks first where it has passages."""
    user = signed_in_user(request)
    section = get_section_for(user, pk)
    _hold(request, section.synthesis)
    passages = section.statements.count()
    if request.method == "POST" and (not passages or "sure" in request.POST):
        actions.delete_section(section=section, by=user)
        messages.success(request, f"“{section.heading}” is deleted.")
        return redirect(section.synthesis)
    context = {"section": section, "synthesis": section.synthesis, "passages": passages}
    return render(request, "discussions/section_delete.html", context)


# Statements


@login_required
@require_http_methods(["GET", "POST"])
def statement_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a passage to a section, at its end or below another one."""
    user = signed_in_user(request)
    section = get_section_for(user, pk)
    form = StatementForm(request.POST or None)
    place = PlaceForm(request.POST or request.GET, section=section)
    if request.method == "POST" and form.is_valid():
        after = place.cleaned_data["after"] if place.is_valid() else None
        made = actions.add_statement(section=section, after=after, by=user, **form.cleaned_data)
        return redirect(_place(made, add="1"))
    context = {
        "round": section.synthesis.round,
        "synthesis": section.synthesis,
        "section": section,
        "form": form,
        "place": place,
    }
    return render(request, "discussions/statement_edit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def statement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a passage's words, what it is, and how it is set."""
    statement = get_statement_for(signed_in_user(request), pk)
    form = StatementForm(request.POST or None, instance=statement)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(_place(statement))
    synthesis = statement.section.synthesis
    context = {
        "round": synthesis.round,
        "synthesis": synthesis,
        "section": statement.section,
        "statement": statement,
        "form": form,
    }
    return render(request, "discussions/statement_edit.html", context)


@login_required
@require_POST
def statement_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves a passage up or down, into the next section at the edge of its own."""
    user = signed_in_user(request)
    statement = get_statement_for(user, pk)
    actions.move_statement(statement=statement, up=request.POST.get("to") == "up", by=user)
    return redirect(_place(statement))


@login_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def statement_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a passage; asks first where points stand behind it."""
    user = signed_in_user(request)
    statement = get_statement_for(user, pk)
    _hold(request, statement.section.synthesis)
    points = statement.evidence.count()
    if request.method == "POST" and (not points or "sure" in request.POST):
        actions.delete_statement(statement=statement, by=user)
        messages.success(request, "The passage is deleted.")
        return redirect(_section_place(statement.section))
    context = {"statement": statement, "synthesis": statement.section.synthesis, "points": points}
    return render(request, "discussions/statement_delete.html", context)
