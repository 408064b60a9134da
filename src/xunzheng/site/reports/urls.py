"""The addresses of reports."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.reports import views

urlpatterns = [
    path("", views.front, name="front"),
    path("sample/", views.show_sample, name="sample"),
    path("local/", views.show_local, name="local"),
    path("reports/deleted/", views.deleted, name="deleted"),
    path("reports/<slug:token>/", views.show_kept, name="report"),
    path("reports/<slug:token>/delete/", views.delete, name="delete"),
]
