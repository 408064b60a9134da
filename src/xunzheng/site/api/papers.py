"""Papers for programs: sent as they are, given to cases by reference, and fetched again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from django.conf import settings
from django.http import FileResponse, HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from xunzheng.site.api.asking import asking, refused
from xunzheng.site.api.kinds_of_text import Line
from xunzheng.site.api.problems import Fault, Problem
from xunzheng.site.api.reading import CaseNumber
from xunzheng.site.api.shown import PaperShown, paper_shown
from xunzheng.site.api.strictness import BYTES_TYPE
from xunzheng.site.cases.looking import papers_of
from xunzheng.site.cases.papers import keep_paper, open_paper
from xunzheng.site.cases.services import Refused

ROUTER: Final = Router(tags=["附件 Papers"])
_CHUNK: Final = 256 * 1024
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_SENT: Final[dict[str, Any]] = {"requestBody": {"required": True, "content": {BYTES_TYPE: _BINARY}}}
_FETCHED: Final[dict[str, Any]] = {
    "responses": {200: {"description": "附件 The paper", "content": {"*/*": _BINARY}}}
}


@ROUTER.post(
    "/papers",
    response={201: PaperShown},
    url_name="papers",
    operation_id="keepPaper",
    summary="上传附件 Send a paper",
    openapi_extra=_SENT,
)
def keep(
    request: HttpRequest,
    name: Query[Annotated[Line, Field(min_length=1)]],
    is_personal: Query[bool] = False,
) -> Status[PaperShown]:
    """Keep a file; the body is its bytes. A command then gives it by its reference, within two days."""
    by = asking(request)
    kept = keep_paper(_chunks(request), name, by.actor, by.now, is_personal=is_personal)
    if isinstance(kept, Refused):
        faults = [Fault("body", reason.kind, reason.text) for reason in kept.reasons]
        is_large = int(request.META.get("CONTENT_LENGTH") or 0) > settings.PAPER_LIMIT
        detail = "".join(reason.text for reason in kept.reasons)
        raise Problem("large" if is_large else "refused", detail, faults)
    return Status(201, paper_shown(kept))


@ROUTER.get(
    "/cases/{number}/papers",
    response=list[PaperShown],
    url_name="case-papers",
    operation_id="listPapers",
    summary="办件的附件 The papers of a case",
)
def papers(request: HttpRequest, number: CaseNumber) -> list[PaperShown]:
    """The papers of the case that the actor may open."""
    return [paper_shown(each) for each in papers_of(asking(request).look(number))]


@ROUTER.get(
    "/cases/{number}/papers/{reference}",
    url_name="case-paper",
    operation_id="fetchPaper",
    summary="取附件 Fetch a paper",
    openapi_extra=_FETCHED,
)
def paper(
    request: HttpRequest,
    number: CaseNumber,
    reference: Path[Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]],
    purpose: Query[Line | None] = None,
) -> FileResponse:
    """The paper's bytes. Somebody else's personal one asks for scope cases:personal and a purpose."""
    by = asking(request)
    found = next((each for each in papers_of(by.look(number)) if each.reference == reference), None)
    if found is None:
        raise Problem("missing", "这个办件没有这个附件，或者您无权打开。")
    told = purpose or ""
    if found.is_personal and found.given_by != by.actor.id:
        told = by.check_personal(purpose)
    opened = open_paper(found, by.actor, told, by.now)
    if isinstance(opened, Refused):
        raise refused(opened)
    return FileResponse(
        opened.path.open("rb"), as_attachment=True, filename=opened.name, content_type=opened.mime
    )


def _chunks(request: HttpRequest) -> Iterator[bytes]:
    while chunk := request.read(_CHUNK):
        yield chunk
