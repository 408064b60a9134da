"""The pages of batches: the form, a batch at work or done, one of its reports, its exports."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from xunzheng.batch.limits import MEGABYTE
from xunzheng.batch.page import code_name, lay_out_summary
from xunzheng.batch.refusal import BatchRefused
from xunzheng.formats.failures import reason_of
from xunzheng.formats.html.page import lay_out
from xunzheng.formats.result_html import render as render_file
from xunzheng.site.batches.forms import LONGEST_NAME, DropForm, safe_paths, wanted_from
from xunzheng.site.batches.models import KeptBatch
from xunzheng.site.batches.packing import zipped
from xunzheng.site.batches.queries import LEVELS, ORDERS, Wanted, find_batch, list_choices, list_files
from xunzheng.site.batches.services import (
    EXPORTS,
    GIVEN_BACK,
    INCOMING,
    Full,
    Handed,
    NotRead,
    audit_file,
    batches_dir,
    delete_batch,
    delete_expired,
    export_file,
    folder_of,
    keep_batch,
    list_given,
    summarize,
)
from xunzheng.site.project.language import language_of
from xunzheng.site.project.templates import speaker_for
from xunzheng.site.project.uploads import FolderUpload

UNPROCESSABLE = 422


@csrf_exempt  # the upload is given its folder before the body is read; `_drop` and `_form` check the token
@require_http_methods(["GET", "HEAD", "POST"])
def front(request: HttpRequest) -> HttpResponse:
    """The form; with files handed in, the batch that they make, or in one sentence why there is none."""
    if request.method != "POST":
        return _form(request)
    delete_expired(timezone.now())
    try:
        incoming = Path(tempfile.mkdtemp(prefix=INCOMING, dir=batches_dir()))
    except OSError as failure:
        return _refusal(request, "batch-problem-space", reason=reason_of(failure))
    try:
        upload = FolderUpload(incoming, settings.BATCH_LIMIT, settings.BATCH_FILES)
        request.upload_handlers = [upload]
        return _drop(request, upload)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


@ensure_csrf_cookie
def _form(request: HttpRequest) -> HttpResponse:
    return _render(request, "batches.jinja", {"problem": ""})


@csrf_protect
def _drop(request: HttpRequest, upload: FolderUpload) -> HttpResponse:
    form = DropForm(request.POST)
    if upload.failure is not None:
        return _refusal(request, "batch-problem-space", reason=reason_of(upload.failure))
    if upload.is_too_large:
        return _refusal(request, "batch-problem-large", status=413)
    if upload.are_too_many:
        return _refusal(request, "batch-problem-many", status=413)
    files = [(name, stored) for name, stored, _ in upload.files if name]
    if not any(size for name, _, size in upload.files if name):
        return _refusal(request, "batch-problem-none")
    told = form.told_paths() if form.is_valid() else []
    paths = safe_paths([name for name, _ in files], told if len(told) == len(files) else [])
    handed = [Handed(stored, path) for (_, stored), path in zip(files, paths, strict=True)]
    try:
        batch = keep_batch(handed, request.POST.get("name", "").strip()[:LONGEST_NAME], timezone.now())
    except Full:
        return _refusal(request, "batch-problem-full", kept=settings.BATCH_KEPT)
    except OSError as failure:
        return _refusal(request, "batch-problem-space", reason=reason_of(failure))
    return _go_to(request, batch)


def _go_to(request: HttpRequest, batch: KeptBatch) -> HttpResponse:
    target = reverse("batch", args=[batch.token])
    return HttpResponseClientRedirect(target) if _by_htmx(request) else redirect(target)


def _refusal(request: HttpRequest, key: str, status: int = UNPROCESSABLE, **values: object) -> HttpResponse:
    """The sentence in its place beside the form; without script the form again."""
    sentence = speaker_for(request)(key, **_limits(), **values)
    if not _by_htmx(request):
        return _render(request, "batches.jinja", {"problem": sentence}, status)
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response.headers["HX-Retarget"] = "#problem"
    response.headers["HX-Reswap"] = "textContent show:top"
    return response


@ensure_csrf_cookie
@require_GET
def show(request: HttpRequest, token: str) -> HttpResponse:
    """The batch: how far it is, and its files by the filter of the address."""
    batch = _found(token)
    return _render(request, "batch.jinja", _listed(request, batch))


@require_GET
def live(request: HttpRequest, token: str) -> HttpResponse:
    """What changes while it is worked on, for the page to put in its place; all of it once it is done."""
    batch = _found(token)
    context = _listed(request, batch)
    if not context["progress"].is_at_work:
        return HttpResponseClientRefresh()
    return _render(request, "batch_live.jinja", context)


def _listed(request: HttpRequest, batch: KeptBatch) -> dict[str, Any]:
    folder, wanted = folder_of(batch), wanted_from(request.GET)
    rows = folder.rows()
    language = language_of(request)
    choices = list_choices(rows)
    return {
        "batch": batch,
        "title": _title(request, batch),
        "progress": folder.progress(),
        "listing": list_files(folder, rows, wanted),
        "wanted": wanted,
        "choices": choices,
        "codes": [(code, code_name(code, language)) for code in choices.codes],
        "levels": LEVELS,
        "orders": ORDERS,
        "exports": (*EXPORTS, GIVEN_BACK),
        "page_query": lambda page: _query(replace(wanted, page=page)),
        "file_query": lambda path: urlencode({"path": path}),
    }


def _query(wanted: Wanted) -> str:
    values: Mapping[str, object] = asdict(wanted)
    return urlencode({name: value for name, value in values.items() if value not in ("", 1)})


def _title(request: HttpRequest, batch: KeptBatch) -> str:
    at = timezone.localtime(batch.kept_at).strftime("%Y-%m-%d %H:%M")
    return batch.name or speaker_for(request)("batch-unnamed", at=at)


@require_GET
def show_summary(request: HttpRequest, token: str) -> HttpResponse:
    """The summary of what is finished."""
    batch = _found(token)
    counts, progress = summarize(batch)
    address = reverse("batch-file", args=[batch.token])
    page = lay_out_summary(
        counts,
        language_of(request),
        passed_over=progress.passed_over,
        expected=progress.total,
        href=lambda record: f"{address}?{urlencode({'path': record.path})}",
    )
    context = {"batch": batch, "title": _title(request, batch), "page": page, "progress": progress}
    return _render(request, "batch_summary.jinja", context)


@require_GET
def show_file(request: HttpRequest, token: str) -> HttpResponse:
    """One report of the batch, audited anew."""
    batch = _found(token)
    try:
        outcome = audit_file(batch, request.GET.get("path", ""))
    except NotRead as refusal:
        return _plain(request, "unreadable-title", UNPROCESSABLE, text=str(refusal))
    if outcome is None:
        raise Http404
    language = language_of(request)
    if request.GET.get("as") == "file":
        name = f"{Path(outcome.document.name).stem}.html"
        page = render_file(outcome, language)
        return HttpResponse(page, headers={"Content-Disposition": _attached(name)})
    query = QueryDict(mutable=True)
    query.update({"path": request.GET.get("path", ""), "as": "file"})
    context = {
        "batch": batch,
        "title": _title(request, batch),
        "page": lay_out(outcome, language),
        "download": f"?{query.urlencode()}",
    }
    return _render(request, "batch_file.jinja", context)


@require_GET
def export(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """The results of what is finished, in a format, the summary as one file, or the reports given back."""
    batch = _found(token)
    if name not in (*EXPORTS, GIVEN_BACK):
        raise Http404
    now, language = timezone.localtime(), language_of(request)
    try:
        if name == GIVEN_BACK:
            files = list_given(batch, language, now)
            attached = {"Content-Disposition": _attached(_export_name(batch, name))}
            return StreamingHttpResponse(zipped(files), content_type="application/zip", headers=attached)
        made = export_file(batch, name, language, now)
    except BatchRefused as refusal:
        sentence = speaker_for(request)("batch-problem-export", message=refusal)
        return _plain(request, "request-title", 409, text=sentence)
    return FileResponse(made.open("rb"), as_attachment=True, filename=_export_name(batch, name))


def _export_name(batch: KeptBatch, name: str) -> str:
    stem = batch.name or timezone.localtime(batch.kept_at).strftime("batch-%Y%m%d-%H%M")
    safe = "".join(sign if sign.isalnum() or sign in " -_.（）()" else "_" for sign in stem)
    return f"{safe}-{name}"


@require_POST
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the work; what is finished stays."""
    batch = _found(token)
    folder_of(batch).stop()
    return _go_to(request, batch)


@require_POST
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with the work."""
    batch = _found(token)
    folder_of(batch).start()
    return _go_to(request, batch)


@require_POST
def delete(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the batch with everything in it."""
    delete_batch(_found(token))
    return redirect("batch-deleted")


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    """Says that the batch is deleted."""
    return _plain(request, "deleted-title", 200, key="batch-deleted-text")


def _found(token: str) -> KeptBatch:
    now = timezone.now()
    delete_expired(now)
    batch = find_batch(token, now)
    if batch is None:
        raise Http404
    return batch


def _by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _attached(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"


def _limits() -> dict[str, Any]:
    return {"files": settings.BATCH_FILES, "limit": settings.BATCH_LIMIT // MEGABYTE}


def _plain(
    request: HttpRequest, title: str, status: int, *, key: str | None = None, text: str = ""
) -> HttpResponse:
    return _render(request, "plain.jinja", {"title": title, "key": key, "text": text}, status)


def _render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shared = {**_limits(), "days": settings.BATCH_DAYS, "has_local": bool(settings.LOCAL_FILE)}
    return render(request, template, {**shared, **context}, status=status)
