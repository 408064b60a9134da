"""The OpenAPI document and the reference page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from xunzheng.site.api.problems import KINDS

PAGE = "/api/"


def test_the_document_is_openapi_3_1_and_every_operation_may_refuse() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    made = answer.json()
    assert made["openapi"].startswith("3.1")
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            said = f"{method} {path}"
            assert {"400", "401", "403", "404", "422", "429"} <= set(operation["responses"]), said
            assert operation["security"], said
            assert ("415" in operation["responses"]) is ("requestBody" in operation), said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_tells_every_operation_and_every_kind_of_problem(language: str) -> None:
    made = Client().get("/api/v1/openapi.json").json()
    page = Client().get(PAGE, {"lang": language}).content.decode()
    for path, methods in made["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert set(re.findall(r'<dt id="([a-z-]+)"', page)) == set(KINDS)


def test_the_page_has_no_script_or_style_of_others() -> None:
    answer = Client().get(PAGE)
    page = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "<style" not in page
    assert not re.findall(r"<script(?![^>]*src=)", page)
    assert " style=" not in page


@pytest.mark.django_db
def test_neither_asks_a_database(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert Client().get(PAGE).status_code == 200
        assert Client().get("/api/v1/openapi.json").status_code == 200
