"""Addresses of people, cells and meetings that show nothing of a discussion."""

from django.urls import path

from cells.views import cells, people, site

app_name = "cells"

urlpatterns = [
    # The site itself
    path("healthz/", site.healthz, name="healthz"),
    path("about/", site.about, name="about"),
    path("chatham-house-rule/", site.chatham_house_rule, name="chatham-house-rule"),
    path("accessibility/", site.accessibility, name="accessibility"),
    # People
    path("me/", people.me, name="me"),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation-withdraw"),
    # Cells
    path("cells/", cells.cell_list, name="cell-list"),
    path("cells/new/", cells.cell_new, name="cell-new"),
    path("cells/<slug:slug>/edit/", cells.cell_edit, name="cell-edit"),
    path("cells/<slug:slug>/people/", people.cell_people, name="cell-people"),
]
