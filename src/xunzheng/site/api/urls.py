"""The addresses of the interface for programs."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.api import pages
from xunzheng.site.api.interface import INTERFACE

_OPERATIONS = INTERFACE.urls[0]

app_name = "api"
urlpatterns = [
    path("", pages.reference, name="reference"),
    path("v1/openapi.json", pages.openapi, name="openapi"),
    path("v1/", (_OPERATIONS, None, None)),
    path("<path:rest>", pages.missing, name="nothing"),
]
