"""What a request must be before an operation sees it: known parameters, the right type, plain JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest
from ninja.parser import Parser

from xunzheng.site.api.problems import Fault, Problem, answer

DEEPEST: Final = 12
_LONGEST_NUMBER: Final = 18
# Possessive, and the closing quote optional, so that no text is walked twice.
_BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_SLOT: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_LANGUAGE: Final = "lang"
JSON_TYPE, BYTES_TYPE = "application/json", "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Declared:
    """What an operation takes: the names of its query parameters, and the type of its body (empty: none)."""

    query: frozenset[str]
    content: str


Table = Mapping[tuple[str, str], Declared]
View = Callable[..., Any]


class StrictParser(Parser):
    """Hands on what `strictly` has read; ninja would swallow its refusals."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body, read already."""
        return getattr(request, "api_body")  # noqa: B009 - HttpRequest does not declare it


def declared_in(document: Mapping[str, Any]) -> Table:
    """What each operation takes, by its path and method, from the OpenAPI document."""
    return {
        (path, method.upper()): Declared(
            frozenset(each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"),
            next(iter(operation.get("requestBody", {}).get("content", {})), ""),
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def strictly(table: Callable[[], Table]) -> Callable[[View], View]:
    """A decorator of operations that refuses what they have not declared."""

    def decorate(view: View) -> View:
        @wraps(view)
        def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            assert request.resolver_match is not None
            path = "/" + _SLOT.sub(r"{\1}", request.resolver_match.route)
            try:
                _check(request, table()[path, str(request.method)])
            except Problem as problem:  # ninja's handlers stand further in
                return answer(request, problem)
            return view(request, *args, **kwargs)

        return strict

    return decorate


def _check(request: HttpRequest, declared: Declared) -> None:
    _check_query(request, declared)
    if declared.content:
        _check_type(request, declared)
    if declared.content == JSON_TYPE:
        request.api_body = read_json(request.body)  # type: ignore[attr-defined]  # for StrictParser


def read_json(body: bytes) -> Any:
    """The value of the text.

    Problem `request` for what is no JSON in UTF-8, names a key twice, is nested deeper than `DEEPEST`, or
    has a number that is none or too long.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("request", f"请求体不是 UTF-8：第 {error.start + 1} 个字节。") from None
    _check_depth(text)
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_int=_whole, parse_float=_part, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise Problem(
            "request", f"请求体不是有效的 JSON：第 {error.lineno} 行第 {error.colno} 个字。"
        ) from None


def _check_query(request: HttpRequest, declared: Declared) -> None:
    needless = [name for name in request.GET if name not in declared.query and name != _LANGUAGE]
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    faults = [Fault(f"query.{name[:60]}", "extra", "没有这个参数。") for name in needless]
    faults += [Fault(f"query.{name[:60]}", "twice", "这个参数只能给一次。") for name in twice]
    if faults:
        raise Problem("invalid", errors=faults)


def _check_type(request: HttpRequest, declared: Declared) -> None:
    given = (request.content_type or "").lower()
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if given != declared.content or charset not in ("utf-8", "utf8"):
        raise Problem("media", f"Content-Type 应为 {declared.content}，实为“{given[:60]}”。")


def _check_depth(text: str) -> None:
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        if depth > DEEPEST:
            raise Problem("request", f"请求体嵌套太深，最多 {DEEPEST} 层。")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Problem("request", "请求体里同一个键出现了两次。")
    return found


def _whole(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise Problem("request", f"数字太长，最多 {_LONGEST_NUMBER} 位。")
    return int(text)


def _part(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise Problem("request", "数字太大。")
    return value


def _no_number(text: str) -> float:
    raise Problem("request", f"JSON 里没有 {text} 这个数。")
