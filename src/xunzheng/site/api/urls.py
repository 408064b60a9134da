"""The addresses of the interface for programs."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.api import pages
from xunzheng.site.api.interface import INTERFACE

# Without the root that django-ninja adds: it answers nothing, and has no line in the table of routes.
_OPERATIONS = [each for each in INTERFACE.urls[0] if getattr(each, "name", "") != "api-root"]

app_name = "api"
urlpatterns = [
    path("", pages.reference, name="reference"),
    path("v1/openapi.json", pages.openapi, name="openapi"),
    path("v1/", (_OPERATIONS, None, None)),
    path("<path:rest>", pages.missing, name="nothing"),
]
