"""The reference page for people, the document for programs, and the answer where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xunzheng.site.api.interface import document
from xunzheng.site.api.problems import KINDS, Problem, answer, to_bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter, or a member of a record: its name, type, whether it is required, what it is."""

    name: str
    type: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Told:
    """An operation as the page tells it."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Asked, ...]
    body: str
    members: tuple[Asked, ...]
    answers: tuple[tuple[str, str], ...]


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The reference page: every operation with its parameters, every record, every kind of problem."""
    made = document()
    context = {"groups": _groups(made), "records": _records(made), "problems": KINDS}
    return render(request, "api_reference.jinja", context)


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document."""
    return HttpResponse(to_bytes(document()), content_type="application/json")


def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """There is nothing at this address."""
    return answer(request, Problem("missing", "没有这个地址。请核对路径，见 /api/ 。"))


def operations_of(made: Mapping[str, Any]) -> Iterator[tuple[str, Told]]:
    """Each operation of the document with the group that it is in."""
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield operation["tags"][0], _told(method.upper(), path, operation, made)


def type_words(schema: Mapping[str, Any]) -> str:
    """A type in a few words: `list of Case`, `text (date)`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(type_words(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"array of {type_words(schema.get('items', {}))}"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    kind = str(schema.get("type", "any"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _groups(made: Mapping[str, Any]) -> dict[str, list[Told]]:
    groups: dict[str, list[Told]] = {}
    for tag, told in operations_of(made):
        groups.setdefault(tag, []).append(told)
    return groups


def _records(made: Mapping[str, Any]) -> dict[str, tuple[str, tuple[Asked, ...]]]:
    schemas = made["components"]["schemas"]
    return {
        name: (schema.get("description", ""), _members(schema))
        for name, schema in sorted(schemas.items())
        if schema.get("properties")
    }


def _told(method: str, path: str, operation: Mapping[str, Any], made: Mapping[str, Any]) -> Told:
    parameters = tuple(
        Asked(
            each["name"],
            f"{type_words(each['schema'])} · {each['in']}",
            bool(each.get("required")),
            each.get("description") or each["schema"].get("description", ""),
        )
        for each in operation.get("parameters", ())
    )
    content = operation.get("requestBody", {}).get("content", {})
    sent = next(iter(content), "")
    schema = content[sent]["schema"] if sent else {}
    name = type_words(schema) if "$ref" in schema else ""
    members = _members(made["components"]["schemas"][name]) if name else ()
    answers = tuple((status, _answer_words(each)) for status, each in operation["responses"].items())
    description = operation.get("description", "")
    return Told(method, path, operation["summary"], description, parameters, sent, members, answers)


def _members(schema: Mapping[str, Any]) -> tuple[Asked, ...]:
    required = schema.get("required", ())
    return tuple(
        Asked(name, type_words(each), name in required, each.get("description", ""))
        for name, each in schema["properties"].items()
    )


def _answer_words(response: Mapping[str, Any]) -> str:
    content = response.get("content", {})
    kind = next(iter(content), "")
    schema = content[kind].get("schema", {}) if kind else {}
    return f"{response['description']} · {type_words(schema)}" if kind else str(response["description"])
