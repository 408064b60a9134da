"""What the pages of openness share: drawing, numbers in addresses, files sent, uploads looked at."""

from __future__ import annotations

import re
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header

from xunzheng.documents.manuscript import Manuscript
from xunzheng.formats.writing import OutputKind, write
from xunzheng.site.cases.papers import Opened

UNPROCESSABLE, TOO_MANY, GONE = 422, 429, 410
MIMES: Final = {
    OutputKind.PDF: "application/pdf",
    OutputKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    OutputKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NUMBER = re.compile(r"[A-Z0-9-]{1,60}")
_REFERENCE = re.compile(r"[0-9a-f]{1,32}")


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """The page; `problem` is the sentence at its top, empty where there is none."""
    return render(request, template, {"problem": "", "problems": {}, **context}, status=status)


def number_of(text: str) -> str:
    """The number of a case as it stands in an address. Raises Http404 for what cannot be one."""
    if _NUMBER.fullmatch(text) is None:
        raise Http404
    return text


def reference_of(text: str) -> str:
    """The reference of a paper or published answer. Raises Http404 for what cannot be one."""
    if _REFERENCE.fullmatch(text) is None:
        raise Http404
    return text


def plain(text: str, longest: int = 100) -> str:
    """What was typed into a search box: what is printed of it, on one line, not longer than that."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[:longest]).split())


def send(opened: Opened) -> HttpResponseBase:
    """The file as something to be saved, never to be shown in place."""
    response = FileResponse(opened.path.open("rb"), content_type=opened.mime)
    response.headers["Content-Disposition"] = _disposition(opened.name)
    return response


def written(manuscript: Manuscript, kind: str, name: str) -> HttpResponse:
    """The manuscript as a file. Raises Http404 for a kind that is not offered."""
    known = next((each for each in MIMES if each.value == kind), None)
    if known is None:
        raise Http404
    response = HttpResponse(write(manuscript, known), content_type=MIMES[known])
    response.headers["Content-Disposition"] = _disposition(f"{name}.{known}")
    return response


def too_large(files: dict[str, UploadedFile[Any]]) -> dict[str, str]:
    """A sentence for each upload that is larger than what is taken."""
    limit = settings.UPLOAD_LIMIT
    most = limit // 1024 // 1024
    return {
        name: f"“{(file.name or '')[:60]}”超过 {most} MB，没有保存；其他内容都还在，请换小一些的文件。"
        for name, file in files.items()
        if (file.size or 0) > limit
    }


def uploads(request: HttpRequest, *names: str) -> dict[str, UploadedFile[Any]]:
    """The files that were uploaded under the names."""
    found = {name: request.FILES.get(name) for name in names}
    return {name: file for name, file in found.items() if isinstance(file, UploadedFile)}


def _disposition(name: str) -> str:
    header = content_disposition_header(True, name)
    assert header is not None
    return header
