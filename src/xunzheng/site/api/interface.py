"""The interface itself: its operations, what they answer when they fail, and its OpenAPI document."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder
from ninja.security import HttpBearer

from xunzheng.refusal import Refusal
from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.api import acting, laws, listing, papers, processes, reading, registry
from xunzheng.site.api.problems import KINDS, TYPE, Fault, Problem, answer, kind_of_status
from xunzheng.site.api.routers import CASES
from xunzheng.site.api.strictness import StrictParser, Table, declared_in, strictly

_OF_CASES: Final = (listing, reading, acting)
"""The modules whose operations are in `CASES`, imported so that they are."""
_PREFIX: Final = "/api/v1"
_ALWAYS: Final = ("request", "sign-in", "forbidden", "missing", "large", "invalid", "many")
_OF_BODIES: Final = ("media",)
_DESCRIPTION: Final = (
    "办件、时限、机构登记的程序接口。每个请求带一个令牌：Authorization: Bearer xz_…；令牌在“我的账户”里"
    "生成，用途（scope）决定它能做什么。The interface for programs: cases, clocks, the registry. Each "
    "request carries a token, made under “My account”; its scopes say what it may be used for."
)


class Token(HttpBearer):
    """The bearer token: accounts' middleware has looked it up, and the gate refused one that is none."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Who acts; None for nobody."""
        actor = actor_of(request)
        return actor if actor.is_signed_in else None


class Utf8(BaseRenderer):
    """JSON with Chinese as it is."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of the answer."""
        encoder = NinjaJSONEncoder(ensure_ascii=False, separators=(",", ":"))
        return encoder.encode(data).encode("utf-8", "backslashreplace")


def _make() -> NinjaAPI:
    made = NinjaAPI(
        title="循证 Xunzheng",
        version="1",
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        auth=Token(),
        parser=StrictParser(),
        renderer=Utf8(),
    )
    made.add_decorator(strictly(declared), mode="view")
    for router in (CASES, papers.ROUTER, processes.ROUTER, laws.ROUTER, registry.ROUTER):
        made.add_router("", router)
    for kind, handler in _HANDLERS.items():
        made.add_exception_handler(kind, handler)
    return made


def _problem(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, error)


def _refusal(request: HttpRequest, error: Any) -> HttpResponse:
    fault = Fault(
        error.where, type(error).__name__, f"应为：{error.expected}；实为：{error.found}。{error.advice}"
    )
    return answer(request, Problem("refused", f"{error.what}。", [fault]))


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [Fault(_place(each["loc"]), each["type"], _sentence(each)) for each in error.errors[:50]]
    return answer(request, Problem("invalid", errors=faults))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, Problem(kind_of_status(error.status_code)), error.status_code)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(request, Problem("large"))


_HANDLERS: Final[Mapping[type[Exception], Any]] = {
    Problem: _problem,
    Refusal: _refusal,
    ValidationError: _invalid,
    HttpError: _http,
    RequestDataTooBig: _too_large,
}

_SENTENCES: Final = {
    "missing": "缺少这一项。",
    "extra_forbidden": "没有这一项。",
    "string_pattern_mismatch": "写法不对，应符合 {pattern}。",
    "string_too_long": "太长了，最多 {max_length} 个字。",
    "string_too_short": "太短了，至少 {min_length} 个字。",
    "too_long": "最多 {max_length} 项。",
    "too_short": "至少 {min_length} 项。",
    "string_type": "应为文字。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
    "bool_type": "应为 true 或 false。",
    "bool_parsing": "应为 true 或 false。",
    "list_type": "应为列表。",
    "dict_type": "应为对象。",
    "model_type": "应为对象。",
    "model_attributes_type": "应为对象。",
    "literal_error": "应为其中之一：{expected}。",
    "enum": "应为其中之一：{expected}。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
}


def _sentence(error: Mapping[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error.get("ctx", {}).get("error", "")) or "值不对。"
    said = _SENTENCES.get(error["type"])
    return said.format(**error.get("ctx", {})) if said else f"值不对（{error['type']}）。"


def _place(location: tuple[Any, ...]) -> str:
    """`body.values.content`: where in the request, without ninja's name of the parameter."""
    first, *rest = (str(part)[:60] for part in location)
    if first == "body" and rest:
        rest = rest[1:]
    return ".".join([first, *rest])[:200]


@functools.cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, each operation with the problems that it may answer."""
    made: dict[str, Any] = dict(INTERFACE.get_openapi_schema(path_prefix=f"{_PREFIX}/"))
    made["components"]["schemas"]["Problem"] = _PROBLEM
    for methods in made["paths"].values():
        for operation in methods.values():
            _add_problems(operation)
            _make_plain(operation)
    return made


@functools.cache
def declared() -> Table:
    """What each operation takes."""
    return declared_in(document())


def _add_problems(operation: dict[str, Any]) -> None:
    kinds = (*_ALWAYS, *(_OF_BODIES if "requestBody" in operation else ()))
    also = operation.pop("x-problems", ())
    responses = {str(status): response for status, response in operation["responses"].items()}
    for status in sorted({KINDS[kind].status for kind in (*kinds, *also)}):
        title = next(kind.title for kind in KINDS.values() if kind.status == status)
        responses[str(status)] = {
            "description": f"{title.zh} {title.en}",
            "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = responses


def _make_plain(operation: dict[str, Any]) -> None:
    """A parameter that may be left out is left out: in an address there is no null."""
    for parameter in operation.get("parameters", ()):
        choices = [each for each in parameter["schema"].pop("anyOf", ()) if each != {"type": "null"}]
        if choices:
            parameter["schema"] = {**parameter["schema"], **choices[0]}
        if not parameter.get("required") and parameter["schema"].get("default", "") is None:
            del parameter["schema"]["default"]


_PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["about", "kind", "detail"],
                "properties": {
                    "about": {"type": "string"},
                    "kind": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "version": {"type": "integer", "description": "409 stale: the case's version now"},
        "meanwhile": {
            "type": "array",
            "description": "409 stale: the events since",
            "items": {"$ref": "#/components/schemas/EventShown"},
        },
    },
}

INTERFACE: Final = _make()
