"""The addresses of the journal."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("heads/", views.lanes, name="heads"),
    path("heads/export/", views.export, name="export"),
    path("<int:lane>/<int:number>/", views.entry, name="entry"),
]
