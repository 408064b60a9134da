"""Refusals for programs as problem+json (RFC 9457): what kind, in a sentence, and what is wrong where."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from xunzheng.formats.html.words import Word
from xunzheng.site.project.language import language_of

TYPE: Final = "application/problem+json"
REFERENCE: Final = "/api/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its title, and the sentence that is said where nothing more is known."""

    status: int
    title: Word
    detail: Word


KINDS: Final[Mapping[str, Kind]] = {
    "request": Kind(
        400,
        Word("请求看不懂", "The request cannot be read"),
        Word("请求的写法不对，没有处理。", "The request is malformed and was not processed."),
    ),
    "sign-in": Kind(
        401,
        Word("没有可用的令牌", "No token that is good"),
        Word(
            "请在 Authorization: Bearer 里给出令牌；令牌可能写错、过期或已吊销。",
            "Give a token in Authorization: Bearer; this one may be misspelt, expired or revoked.",
        ),
    ),
    "forbidden": Kind(
        403,
        Word("无权做这件事", "Not allowed"),
        Word(
            "您的角色或令牌的用途不允许；已记入日志。",
            "Your roles or the token's scopes do not allow it; the refusal was journalled.",
        ),
    ),
    "missing": Kind(
        404,
        Word("没有这一项", "There is no such thing"),
        Word(
            "没有这一项，或者您无权查看。请核对地址。",
            "There is none, or none that you may see. Check the address.",
        ),
    ),
    "method": Kind(
        405,
        Word("这个地址不接受这种方法", "Method not allowed"),
        Word("接受的方法见 Allow。", "What is allowed stands in Allow."),
    ),
    "stale": Kind(
        409,
        Word("办件已有变化", "The case has moved on"),
        Word("请查看最新情况后再办。", "Look at the case again before you act."),
    ),
    "key": Kind(
        409,
        Word("操作编号已用于另一项操作", "The idempotency key stands for another command"),
        Word("每项操作须用新的编号。", "Use a new key for each command."),
    ),
    "large": Kind(
        413,
        Word("请求太大", "The request is too large"),
        Word("请求超过大小上限，没有处理。", "The request is over the limit and was not processed."),
    ),
    "media": Kind(
        415,
        Word("不接受这种内容类型", "Content type not taken"),
        Word("请按文档写明 Content-Type。", "Give the Content-Type that the reference names."),
    ),
    "invalid": Kind(
        422,
        Word("请求的内容不对", "The request is wrong"),
        Word(
            "有的项缺少、多余或写法不对，见 errors。", "Something is missing, needless or wrong: see errors."
        ),
    ),
    "refused": Kind(
        422,
        Word("没有办成", "Refused"),
        Word("理由见 errors。", "The reasons are in errors."),
    ),
    "many": Kind(
        429,
        Word("请求太多", "Too many requests"),
        Word("请按 Retry-After 稍后再试。", "Try again after what Retry-After says."),
    ),
    "failed": Kind(
        500,
        Word("程序出错了", "Something broke"),
        Word(
            "这不是请求的问题。请把 X-Request-ID 告诉管理员。",
            "This is not the request's fault. Tell the administrator the X-Request-ID.",
        ),
    ),
}
"""The kinds of problems by code: the end of `type`, which leads to the reference page."""

_OF_STATUS: Final = {
    400: "request", 401: "sign-in", 403: "forbidden", 404: "missing", 405: "method", 413: "large",
    415: "media", 422: "invalid", 429: "many",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (a field, a parameter), of what kind, in a sentence."""

    about: str
    kind: str
    detail: str


class Problem(Exception):
    """What an operation answers instead of its result; `more` are members of the answer beside the usual."""

    def __init__(
        self, kind: str, detail: str = "", errors: Sequence[Fault] = (), more: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.more = dict(more or {})


def kind_of_status(status: int) -> str:
    """The kind of problem that an answer of that status stands for."""
    return _OF_STATUS.get(status, "request" if status < 500 else "failed")


def answer(request: HttpRequest, problem: Problem, status: int | None = None) -> HttpResponse:
    """The problem as an answer; `status` where it is another than that of its kind."""
    kind, language = KINDS[problem.kind], language_of(request)
    content = {
        "type": f"{REFERENCE}#{problem.kind}",
        "title": kind.title.en if language == "en" else kind.title.zh,
        "status": status or kind.status,
        "detail": problem.detail or (kind.detail.en if language == "en" else kind.detail.zh),
        "instance": request.path,
        "errors": [{"about": e.about, "kind": e.kind, "detail": e.detail} for e in problem.errors],
        **problem.more,
    }
    return HttpResponse(to_bytes(content), status=status or kind.status, content_type=TYPE)


def to_bytes(content: object) -> bytes:
    """JSON in UTF-8; half of a surrogate pair, which is no character, stays the escape as it was sent."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
