"""The addresses of batches."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.batches import views

urlpatterns = [
    path("", views.front, name="batches"),
    path("deleted/", views.deleted, name="batch-deleted"),
    path("<slug:token>/", views.show, name="batch"),
    path("<slug:token>/live/", views.live, name="batch-live"),
    path("<slug:token>/summary/", views.show_summary, name="batch-summary"),
    path("<slug:token>/file/", views.show_file, name="batch-file"),
    path("<slug:token>/results/<str:name>", views.export, name="batch-export"),
    path("<slug:token>/stop/", views.stop, name="batch-stop"),
    path("<slug:token>/resume/", views.resume, name="batch-resume"),
    path("<slug:token>/delete/", views.delete, name="batch-delete"),
]
