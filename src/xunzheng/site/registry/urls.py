"""The addresses of the registry."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from xunzheng.site.registry import views

app_name = "registry"
urlpatterns = [
    path("", RedirectView.as_view(url="organisation/"), name="front"),
    path("import/apply/", views.take_over, name="apply"),
    path("import/refused.csv", views.refused_file, name="refused"),
    path("<slug:kind>/", views.rows, name="rows"),
    path("<slug:kind>/new/", views.new, name="new"),
    path("<slug:kind>/change/", views.change_row, name="change"),
    path("<slug:kind>/end/", views.end_row, name="end"),
    path("<slug:kind>/import/", views.take_in, name="import"),
    path("<slug:kind>/of/<str:code>/", views.row, name="row"),
]
