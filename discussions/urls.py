"""Addresses of everything that shows a discussion, room by room."""

from django.urls import path

from discussions.views import (
    cells,
    coverage,
    documents,
    home,
    meetings,
    notes,
    points,
    publications,
    round_points,
    rounds,
    syntheses,
    themes,
)

app_name = "discussions"

urlpatterns = [
    path("", home.home, name="home"),
    # Cells and meetings
    path("cells/<slug:slug>/", cells.cell, name="cell"),
    path("cells/<slug:slug>/meetings/new/", meetings.meeting_new, name="meeting-new"),
    path("cells/<slug:slug>/meetings/held/", meetings.meeting_held, name="meeting-held"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting-cancel"),
    path("meetings/<int:pk>/discussions/new/", meetings.discussion_new, name="discussion-new"),
    # Rounds
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<slug:slug>/", rounds.round_board, name="round"),
    path("rounds/<slug:slug>/edit/", rounds.round_edit, name="round-edit"),
    path("rounds/<slug:slug>/open/", rounds.round_open, name="round-open"),
    path("rounds/<slug:slug>/close/", rounds.round_close, name="round-close"),
    path("rounds/<slug:slug>/consent/", rounds.round_consent, name="round-consent"),
    # Notes and points
    path("discussions/<int:pk>/", notes.discussion, name="discussion"),
    path("discussions/<int:pk>/agree/", notes.discussion_agree, name="discussion-agree"),
    path("discussions/<int:pk>/reach/", notes.discussion_reach, name="discussion-reach"),
    path("discussions/<int:pk>/reopen/", notes.discussion_reopen, name="discussion-reopen"),
    path("notes/preview/", notes.note_preview, name="note-preview"),
    path("notes/<int:pk>/", notes.note, name="note"),
    path("notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("discussions/<int:pk>/points/new/", points.point_new, name="point-new"),
    path("discussions/<int:pk>/points/choose/", points.points_choose, name="points-choose"),
    path("points/<int:pk>/edit/", points.point_edit, name="point-edit"),
    path("points/<int:pk>/withdraw/", points.point_withdraw, name="point-withdraw"),
    # Themes
    path("themes/", themes.theme_list, name="theme-list"),
    path("themes/new/", themes.theme_new, name="theme-new"),
    path("themes/<slug:slug>/", themes.theme, name="theme"),
    path("themes/<slug:slug>/edit/", themes.theme_edit, name="theme-edit"),
    path("rounds/<slug:slug>/themes/", themes.round_themes, name="round-themes"),
    path("rounds/<slug:slug>/points/", round_points.round_points, name="round-points"),
    # Syntheses
    path("rounds/<slug:slug>/synthesis/", syntheses.synthesis, name="synthesis"),
    path("rounds/<slug:slug>/synthesis/new/", syntheses.synthesis_new, name="synthesis-new"),
    path("rounds/<slug:slug>/synthesis/edit/", syntheses.synthesis_edit, name="synthesis-edit"),
    path("rounds/<slug:slug>/synthesis/coverage/", coverage.coverage, name="coverage"),
    path("rounds/<slug:slug>/synthesis/preview/", publications.preview, name="preview"),
    path("rounds/<slug:slug>/synthesis/publish/", publications.publish, name="publish"),
    path(
        "rounds/<slug:slug>/synthesis/document/",
        documents.synthesis_import,
        name="synthesis-import",
    ),
    path("rounds/<slug:slug>/synthesis/sections/new/", syntheses.section_new, name="section-new"),
    path("sections/<int:pk>/", syntheses.section_edit, name="section-edit"),
    path("sections/<int:pk>/move/", syntheses.section_move, name="section-move"),
    path("sections/<int:pk>/delete/", syntheses.section_delete, name="section-delete"),
    path("sections/<int:pk>/statements/new/", syntheses.statement_new, name="statement-new"),
    path("statements/<int:pk>/", syntheses.statement_edit, name="statement-edit"),
    path("statements/<int:pk>/move/", syntheses.statement_move, name="statement-move"),
    path("statements/<int:pk>/delete/", syntheses.statement_delete, name="statement-delete"),
    path("statements/<int:pk>/evidence/", syntheses.evidence, name="evidence"),
    # Publications
    path("published/", publications.publication_list, name="publication-list"),
    path("published/<slug:slug>/", publications.publication, name="publication"),
    path(
        "published/<slug:slug>/v<int:number>/",
        publications.publication,
        name="publication-version",
    ),
]
