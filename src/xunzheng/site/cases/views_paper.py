"""Sends a paper of a case as a download, never to be run; a personal one for a purpose only."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from xunzheng.site.cases.forms import text_from
from xunzheng.site.cases.looking import papers_of
from xunzheng.site.cases.papers import open_paper
from xunzheng.site.cases.services import Refused
from xunzheng.site.cases.views_case import case_page
from xunzheng.site.cases.views_ground import asking


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: str, reference: str) -> HttpResponseBase:
    """The paper; Http404 where the case has none such for the actor."""
    asked = asking(request)
    seen = asked.look(number)
    found = next((each for each in papers_of(seen) if each.reference == reference), None)
    if found is None:
        raise Http404
    purpose = text_from(request.POST, "purpose")
    if found.is_personal and found.given_by != asked.actor.id and not purpose:
        return case_page(asked, seen, problem=asked.t("case-no-purpose"))
    opened = open_paper(found, asked.actor, purpose, asked.now)
    if isinstance(opened, Refused):
        return case_page(asked, seen, problem="".join(reason.text for reason in opened.reasons))
    return FileResponse(
        opened.path.open("rb"), as_attachment=True, filename=opened.name, content_type=opened.mime
    )
