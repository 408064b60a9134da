"""The OpenAPI document and the reference page."""

from __future__ import annotations

from django.test import Client


def test_the_document_is_openapi_3_1() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
