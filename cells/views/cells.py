"""All cells, and what an organiser or convenor sets up of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cells.actions.cells import create_cell
from cells.errors import NotPossible
from cells.forms.cells import CellForm, NewCellForm
from cells.models import Cell
from cells.permissions import (
    get_cell_to_edit,
    organisers_only,
    require_known,
    signed_in_user,
)


@require_safe
@login_required
def cell_list(request: HttpRequest) -> HttpResponse:
    """The viewer's own cells, then the others. Headcounts are for those who may see people."""
    user = signed_in_user(request)
    require_known(user)
    cells = Cell.objects.visible_to(user).with_headcount().order_by("name")
    roles = user.cell_roles
    own = [(cell, roles[cell.pk]) for cell in cells if cell.pk in roles]
    others = [cell for cell in cells if cell.pk not in roles]
    context = {"own": own, "others": others, "has_cells": bool(cells)}
    return render(request, "cells/cell_list.html", context)


@require_http_methods(["GET", "POST"])
@organisers_only
def cell_new(request: HttpRequest) -> HttpResponse:
    form = NewCellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cell = create_cell(**form.cleaned_data, by=signed_in_user(request))
        except NotPossible as error:
            form.add_error(None, str(error))
        else:
            email = form.cleaned_data["convenor_email"]
            messages.success(request, f"{cell.name} is added. An invitation is sent to {email}.")
            return redirect("cells:cell-people", cell.slug)
    return render(request, "cells/cell_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def cell_edit(request: HttpRequest, slug: str) -> HttpResponse:
    cell = get_cell_to_edit(signed_in_user(request), slug)
    form = CellForm(request.POST or None, instance=cell)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect(cell)
    # The form has already put what was typed into the cell; the page goes by what is stored.
    cell.refresh_from_db()
    return render(request, "cells/cell_edit.html", {"form": form, "cell": cell})
