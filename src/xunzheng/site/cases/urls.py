"""The addresses of cases, the work list, the board and the processes."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.cases import (
    views_action,
    views_board,
    views_case,
    views_paper,
    views_process,
    views_work,
)

app_name = "cases"
urlpatterns = [
    path("tasks/", views_work.work, name="work"),
    path("board/", views_board.show_board, name="board"),
    path("board/parked/", views_board.show_parked, name="parked"),
    path("board/parked/resume/", views_board.resume, name="resume"),
    path("processes/", views_process.processes, name="processes"),
    path("processes/<slug:code>/<str:version>/", views_process.process, name="process"),
    path("cases/<str:number>/", views_case.case, name="case"),
    path("cases/<str:number>/drawing.svg", views_case.drawing, name="drawing"),
    path("cases/<str:number>/journal/", views_case.journal, name="journal"),
    path("cases/<str:number>/personal/", views_case.personal, name="personal"),
    path("cases/<str:number>/links/", views_case.link_case, name="link"),
    path("cases/<str:number>/papers/<str:reference>/", views_paper.paper, name="paper"),
    path("cases/<str:number>/do/<str:action>/", views_action.act, name="act"),
]
