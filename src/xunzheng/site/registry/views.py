"""The pages of the registry: what there is on a day, one code with its history, imports with a preview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xunzheng.refusal import Refusal
from xunzheng.site.journal.acting import who_acts
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.registry.forms import Import, carried, carry, day_from, text_from
from xunzheng.site.registry.kinds import KINDS, Kind
from xunzheng.site.registry.planning import Effect, Plan
from xunzheng.site.registry.queries import history, path_on, row_on, rows_on
from xunzheng.site.registry.refused_rows import refused_csv
from xunzheng.site.registry.rows import MOST_BYTES, MOST_ROWS, ImportRefused, read_rows
from xunzheng.site.registry.services import change, end, import_rows, preview
from xunzheng.site.registry.timeline import WIDTH, lay_out

UNPROCESSABLE = 422
_SHOWN_REFUSED = 200


@require_safe
def rows(request: HttpRequest, kind: str) -> HttpResponse:
    """The rows of a kind on a day: for organisations one level of the tree, or what a text finds."""
    known, day = _kind(kind), day_from(request.GET, "day", timezone.localdate())
    text, under, after = (text_from(request.GET, name) for name in ("text", "under", "after"))
    found, are_more = rows_on(known, day, text, under, after)
    asked = {"day": day.isoformat(), "text": text, "under": under, "after": found[-1].code if found else ""}
    context = {
        "kinds": KINDS.values(), "kind": known, "day": day, "text": text, "under": under, "rows": found,
        "path": path_on(under, day) if under and known.code == "organisation" else (),
        "following": urlencode(asked) if are_more else "",
    }  # fmt: skip
    return render(request, "registry_rows.jinja", context)


@require_safe
def row(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One code: its history along a line, and the forms to change and to end it."""
    if not code.isprintable():
        raise Http404  # PostgreSQL takes no NUL
    return _row_page(request, _kind(kind), code)


@require_safe
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for a code that is not there yet."""
    return _row_page(request, _kind(kind), "")


@require_POST
def change_row(request: HttpRequest, kind: str) -> HttpResponse:
    """Let a code have the fields of the form from its day."""
    known, code = _kind(kind), text_from(request.POST, "code")
    on = day_from(request.POST, "on", timezone.localdate())
    fields = {name: text_from(request.POST, name) for name in known.fields if name in request.POST}
    try:
        change(known, code, fields, on, who_acts(request), timezone.now())
    except Refusal as refusal:
        return _row_page(request, known, code, str(refusal), fields)
    return redirect("registry:row", kind, code)


@require_POST
def end_row(request: HttpRequest, kind: str) -> HttpResponse:
    """Let a code end on the day of the form."""
    known, code = _kind(kind), text_from(request.POST, "code")
    on = day_from(request.POST, "on", timezone.localdate())
    try:
        end(known, code, on, who_acts(request), timezone.now(), text_from(request.POST, "successor"))
    except Refusal as refusal:
        return _row_page(request, known, code, str(refusal))
    return redirect("registry:row", kind, code)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, kind: str) -> HttpResponse:
    """The form for a file; with one, what it would change, and which of its rows are refused and why."""
    known = _kind(kind)
    if request.method != "POST":
        return _import_page(request, known)
    on, file = day_from(request.POST, "on", timezone.localdate()), request.FILES.get("file")
    name = (file.name or "") if file is not None else ""
    try:
        if file is None:
            raise ImportRefused("没有文件", "xlsx 或 csv 文件", "空", "请选择文件。")
        if (file.size or 0) > MOST_BYTES:
            size = f"{(file.size or 0) / 1024 / 1024:.1f} MB"
            raise ImportRefused("文件太大", f"不超过 {MOST_BYTES // 1024 // 1024} MB", size, "请拆分后导入。")
        one = Import(known, name, on, read_rows(file.read(), name, known))
    except Refusal as refusal:
        _keep_refused(request, known, name, str(refusal))
        return _import_page(request, known, str(refusal))
    made = preview(known, one.rows, on)
    context = {"kind": known, "one": one, "carried": carry(one), **_outcome(made)}
    return render(request, "registry_preview.jinja", context)


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Take the previewed rows over: all, or the good ones where the form says so."""
    one = carried(request.POST.get("carried", ""))
    only_whole = request.POST.get("good") != "yes"
    try:
        made = import_rows(
            one.kind, one.rows, one.on, who_acts(request), timezone.now(), one.file, only_whole
        )
    except Refusal as refusal:
        _keep_refused(request, one.kind, one.file, str(refusal))
        return _import_page(request, one.kind, str(refusal))
    if made.refused and only_whole:
        _keep_refused(request, one.kind, one.file, f"{len({each.number for each in made.refused})} 行有误")
        context = {"kind": one.kind, "one": one, "carried": carry(one), **_outcome(made)}
        return render(request, "registry_preview.jinja", context, status=UNPROCESSABLE)
    return render(request, "registry_taken.jinja", {"kind": one.kind, "one": one, **_outcome(made)})


@require_POST
def refused_file(request: HttpRequest) -> HttpResponse:
    """The refused rows as csv, worked out anew."""
    one = carried(request.POST.get("carried", ""))
    who_acts(request)
    text = refused_csv(preview(one.kind, one.rows, one.on).refused)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return response


def _keep_refused(request: HttpRequest, kind: Kind, file: str, why: str) -> None:
    """Keep in the journal that a file was not taken over, and why."""
    content: dict[str, Json] = {"file": file[:200], "why": why[:500]}
    append_apart([Note("import.refused", who_acts(request), kind.code, timezone.now(), content)])


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _row_page(
    request: HttpRequest, kind: Kind, code: str, problem: str = "", given: dict[str, str] | None = None
) -> HttpResponse:
    known, today = list(history(kind.model, code)), timezone.localdate()
    if not known and code and not problem:
        raise Http404
    shown = row_on(kind.model, code, today) or (known[-1] if known else None)
    fields = {name: getattr(shown, name) for name in kind.fields} if shown else dict.fromkeys(kind.fields, "")
    context: dict[str, Any] = {
        "kind": kind, "code": code, "history": known, "line": lay_out(known, today), "width": WIDTH,
        "shown": shown, "fields": {**fields, **(given or {})}, "today": today, "problem": problem,
        "path": path_on(code, today) if kind.code == "organisation" else (),
        "change_to": reverse("registry:change", args=[kind.code]),
        "end_to": reverse("registry:end", args=[kind.code]),
    }  # fmt: skip
    return render(request, "registry_row.jinja", context, status=UNPROCESSABLE if problem else 200)


def _import_page(request: HttpRequest, kind: Kind, problem: str = "") -> HttpResponse:
    context = {
        "kind": kind, "kinds": KINDS.values(), "problem": problem, "today": timezone.localdate(),
        "most": MOST_ROWS, "limit": MOST_BYTES // 1024 // 1024,
    }  # fmt: skip
    return render(request, "registry_import.jinja", context, status=UNPROCESSABLE if problem else 200)


def _outcome(made: Plan) -> dict[str, Any]:
    return {
        "effects": [(effect, made.effects[effect]) for effect in Effect],
        "refused": made.refused[:_SHOWN_REFUSED],
        "refused_rows": len({refused.number for refused in made.refused}),
        "is_cut": len(made.refused) > _SHOWN_REFUSED,
    }
