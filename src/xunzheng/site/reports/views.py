"""The pages: the form, a result, what is kept, and the refusals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from xunzheng.audit.run import Audit
from xunzheng.formats.failures import reason_of
from xunzheng.formats.html.page import lay_out
from xunzheng.formats.html.words import Language
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.result_html import render as render_file
from xunzheng.formats.written_refusal import Unwritable
from xunzheng.samples import name as sample_name
from xunzheng.samples import sample
from xunzheng.site.project.language import language_of
from xunzheng.site.project.templates import speaker_for
from xunzheng.site.reports.forms import MEGABYTE, ReportForm, Submission
from xunzheng.site.reports.queries import find_report
from xunzheng.site.reports.services import (
    Download,
    audit_report,
    delete_report,
    keep_report,
    prepare_list,
    prepare_original,
    prepare_paper,
)

UNPROCESSABLE = 422
TOO_LARGE = 413
FILE_NAME: Final[dict[Language, str]] = {"zh": "核查结果", "en": "audit"}
DOWNLOADS: Final[dict[str, tuple[Callable[[bytes, Audit], Download], dict[Language, str]]]] = {
    "original": (prepare_original, {"zh": "批注", "en": "annotated"}),
    "list": (prepare_list, {"zh": "问题清单", "en": "findings"}),
    "paper": (prepare_paper, {"zh": "复核意见", "en": "review"}),
}
"""What is made of a report on demand, by the word of the address: how, and what the file is called."""
TYPES: Final[dict[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def front(request: HttpRequest) -> HttpResponse:
    """The form; with a report handed in, its result, or in one sentence why there is none."""
    if request.method != "POST":
        return _form_page(request)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        code, values = form.problem()
        status = TOO_LARGE if code == "too-large" else UNPROCESSABLE
        return _refusal(request, f"problem-{code}", values, status)
    return _answer(request, form.submission())


def _answer(request: HttpRequest, handed_in: Submission) -> HttpResponse:
    name = handed_in.name or speaker_for(request)("pasted-name")
    try:
        audit = audit_report(handed_in.content, name)
    except Unreadable as refusal:
        return _refusal(request, "problem-unreadable", {"message": str(refusal)}, UNPROCESSABLE)
    if handed_in.keep:
        kept = keep_report(handed_in.content, name, timezone.now())
        return _go_to(request, "report", kept.token)
    return _result(request, audit, handed_in.content, "notice-unkept", is_answer=True)


def _go_to(request: HttpRequest, view: str, *parts: str) -> HttpResponse:
    target = redirect(view, *parts)
    return HttpResponseClientRedirect(target.url) if _by_htmx(request) else target


@require_GET
def show_sample(request: HttpRequest) -> HttpResponse:
    """The shipped sample, audited."""
    content = sample()
    return _result(request, audit_report(content, sample_name), content, "notice-sample")


@require_GET
def show_local(request: HttpRequest) -> HttpResponse:
    """The file that the server was started with, audited anew each time."""
    if settings.LOCAL_FILE is None:
        raise Http404
    try:
        content = settings.LOCAL_FILE.read_bytes()
        audit = audit_report(content, settings.LOCAL_FILE.name)
    except Unreadable as refusal:
        return _plain(request, "unreadable-title", UNPROCESSABLE, text=str(refusal))
    except OSError as failure:
        sentence = f"读不了 {settings.LOCAL_FILE.name}：{reason_of(failure)}。"
        return _plain(request, "unreadable-title", UNPROCESSABLE, text=sentence)
    return _result(request, audit, content, "notice-local")


@ensure_csrf_cookie
@require_GET
def show_kept(request: HttpRequest, token: str) -> HttpResponse:
    """A kept report, audited anew under the current rules."""
    kept = find_report(token)
    if kept is None:
        raise Http404
    try:
        audit = audit_report(bytes(kept.content), kept.name)
    except Unreadable as refusal:
        return _plain(request, "unreadable-title", UNPROCESSABLE, text=str(refusal))
    return _result(request, audit, bytes(kept.content), "notice-kept", kept=kept)


@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Delete a kept report."""
    if not delete_report(token):
        raise Http404
    return redirect("deleted")


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """Says that the report is deleted."""
    return _plain(request, "deleted-title", 200, key="deleted-text")


def _by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _form_page(request: HttpRequest, problem: str = "", status: int = 200, text: str = "") -> HttpResponse:
    return _render(request, "front.jinja", {"problem": problem, "text": text, "page": None}, status)


def _refusal(request: HttpRequest, key: str, values: dict[str, Any], status: int) -> HttpResponse:
    """The sentence in its place beside the form; without script the form again, with what was typed."""
    sentence = speaker_for(request)(key, **values)
    if not _by_htmx(request):
        typed = "" if status == TOO_LARGE else request.POST.get("text", "").replace("\0", "")
        return _form_page(request, sentence, status, typed)
    response = _render(request, "problem.jinja", {"problem": sentence}, status)
    response.headers["HX-Retarget"] = "#problem"
    response.headers["HX-Reswap"] = "innerHTML show:top"
    return response


def _result(
    request: HttpRequest,
    audit: Audit,
    content: bytes,
    notice: str,
    *,
    kept: object = None,
    is_answer: bool = False,
) -> HttpResponse:
    wanted = request.GET.get("as")
    if wanted == "file":
        return _file(audit, language_of(request))
    if wanted in DOWNLOADS:
        return _download(request, audit, content, wanted)
    page = lay_out(audit, language_of(request))
    context = {
        "page": page,
        "notice": notice,
        "kept": kept,
        "is_answer": is_answer,
        "problem": "",
        "text": "",
    }
    if not _by_htmx(request):
        return _render(request, "front.jinja" if is_answer else "shown.jinja", context)
    response = _render(request, "answer.jinja", context)
    response.headers["HX-Trigger-After-Settle"] = "xunzheng:result"
    return response


def _file(audit: Audit, language: Language) -> HttpResponse:
    """The result as one HTML file to be saved."""
    name = f"{Path(audit.document.name).stem}-{FILE_NAME[language]}.html"
    disposition = content_disposition_header(True, name) or "attachment"
    page = render_file(audit, language)
    return HttpResponse(page, headers={"Content-Disposition": disposition})


def _download(request: HttpRequest, audit: Audit, content: bytes, wanted: str) -> HttpResponse:
    """What was asked for, made in memory and kept nowhere; a sentence where it cannot be made."""
    prepare, names = DOWNLOADS[wanted]
    try:
        made = prepare(content, audit)
    except (Unreadable, Unwritable) as refusal:
        return _plain(request, "unreadable-title", UNPROCESSABLE, text=str(refusal))
    name = f"{Path(audit.document.name).stem}-{names[language_of(request)]}.{made.suffix}"
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(
        made.content, content_type=TYPES[made.suffix], headers={"Content-Disposition": disposition}
    )


def _plain(
    request: HttpRequest, title: str, status: int, *, key: str | None = None, text: str = ""
) -> HttpResponse:
    return _render(request, "plain.jinja", {"title": title, "key": key, "text": text}, status)


def _render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    limit = settings.UPLOAD_LIMIT // MEGABYTE
    return render(
        request, template, {**context, "limit": limit, "has_local": bool(settings.LOCAL_FILE)}, status=status
    )


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 400, or 413 where the request as a whole is too large."""
    if isinstance(exception, RequestDataTooBig):
        limit = {"limit": settings.UPLOAD_LIMIT // MEGABYTE}
        return _refusal(request, "problem-too-large-unmeasured", limit, TOO_LARGE)
    return _plain(request, "request-title", 400, key="problem-request")


def forbid(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Status 403: the request does not carry the page's token."""
    if _by_htmx(request):
        return _refusal(request, "forbidden-text", {}, 403)
    return _plain(request, "forbidden-title", 403, key="forbidden-text")


def miss(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 404."""
    return _plain(request, "missing-title", 404, key="missing-text")


def fail(request: HttpRequest) -> HttpResponse:
    """Status 500: a bug; 503 where the database is lost or its disk full, which passes."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = _plain(request, "away-title", 503, key="away-text")
        response.headers["Retry-After"] = "60"
        return response
    return _plain(request, "failed-title", 500, key="failed-text")
