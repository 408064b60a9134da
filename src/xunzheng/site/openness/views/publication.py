"""The published answers: register, one answer, its files, feeds; the yearly table; and the editor's pages."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xunzheng.formats.writing import OutputKind
from xunzheng.site.accounts.actor import ANONYMOUS, actor_of
from xunzheng.site.accounts.permissions import may
from xunzheng.site.cases.looking import look
from xunzheng.site.cases.papers import open_paper
from xunzheng.site.cases.services import Refused
from xunzheng.site.openness import publishing, statistics
from xunzheng.site.openness.publishing import PUBLISH, Draft
from xunzheng.site.openness.services import agencies
from xunzheng.site.openness.views.following import agency_name
from xunzheng.site.openness.views.pages import (
    UNPROCESSABLE,
    number_of,
    page,
    plain,
    reference_of,
    send,
    written,
)
from xunzheng.site.project.gate import refuse
from xunzheng.site.project.templates import speaker_for

_FEEDS: Final = {"rss": (Rss201rev2Feed, "application/rss+xml"), "atom": (Atom1Feed, "application/atom+xml")}
_LONGEST_DESCRIPTION = 500


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The register of published answers, searched by words and agency."""
    text, agency = plain(request.GET.get("q", "")), plain(request.GET.get("agency", ""), 40)
    before = request.GET.get("before", "")
    rows, following = publishing.published(
        text, agency, before if before.isalnum() and len(before) < 32 else ""
    )
    context: dict[str, Any] = {
        "rows": rows, "text": text, "agency": agency, "following": following,
        "agencies": publishing.agencies_published(), "may_publish": may(actor_of(request), PUBLISH),
    }  # fmt: skip
    return page(request, "openness_index.jinja", **context)


@require_safe
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One published answer, as it is printed too."""
    found = publishing.find_published(reference_of(reference))
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "one": found,
        "files": found.files.order_by("place"),
        "may_publish": _may_publish(request, found.agency),
    }
    return page(request, "openness_published.jinja", **context)


@require_safe
def answer_file(request: HttpRequest, reference: str, place: int) -> HttpResponseBase:
    """A file of a published answer."""
    found = publishing.find_published(reference_of(reference))
    paper = None if found is None else publishing.find_file(found, place)
    if paper is None:
        raise Http404
    opened = open_paper(paper, ANONYMOUS, "公众查看已公布的政府信息", timezone.now())
    if isinstance(opened, Refused):
        raise Http404
    return send(opened)


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest published answers for readers of feeds."""
    if kind not in _FEEDS:
        raise Http404
    t, (maker, mime) = speaker_for(request), _FEEDS[kind]
    made = maker(
        title=t("openness-feed-title"), link=request.build_absolute_uri(reverse("openness:index")),
        description=t("openness-index-lead"), language=t.tag,
        feed_url=request.build_absolute_uri(), stylesheets=None,
    )  # fmt: skip
    for one in publishing.published()[0]:
        address = request.build_absolute_uri(reverse("openness:published", args=[one.reference]))
        made.add_item(
            title=one.title, link=address, unique_id=address, pubdate=one.published_at,
            updateddate=one.published_at, author_name=one.agency_name,
            description=f"{one.agency_name}：{one.text[:_LONGEST_DESCRIPTION]}",
        )  # fmt: skip
    return HttpResponse(made.writeString("utf-8"), content_type=f"{mime}; charset=utf-8")


@require_safe
def yearly(request: HttpRequest) -> HttpResponse:
    """The yearly table of requests by outcome."""
    now, year, agency, names = timezone.now(), *_year(request), agencies(timezone.now())
    context: dict[str, Any] = {
        "table": statistics.table(year, agency), "years": statistics.years(now, agency), "year": year,
        "agency": agency, "agencies": names, "kinds": statistics.KINDS, "at": now,
    }  # fmt: skip
    return page(request, "openness_yearly.jinja", **context)


@require_safe
def yearly_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The yearly table as a workbook or as separated values."""
    year, agency = _year(request)
    table = statistics.table(year, agency)
    if kind == "csv":
        response = HttpResponse(statistics.csv_of(table), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="openness-{year}.csv"'
        return response
    if kind != OutputKind.XLSX.value:
        raise Http404
    name = agencies(timezone.now()).get(agency, "")
    return written(statistics.manuscript_of(table, name), kind, f"依申请公开情况{year}")


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The answers that may be published and are not, for the editor."""
    return page(request, "openness_waiting.jinja", rows=publishing.waiting(actor_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Publish an answer in the editor's own words."""
    now, actor = timezone.now(), actor_of(request)
    seen = look(number_of(number), actor, now)
    if seen is None or not publishing.publishable(seen):
        raise Http404
    if not may(actor, PUBLISH, seen.actual.main.organisation):
        return refuse(request, PUBLISH)
    papers = publishing.given_papers(seen)
    draft = Draft(seen.title, str(seen.case.values.get("answer", "")), tuple(p.reference for p in papers))
    problems: dict[str, str] = {}
    if request.method == "POST":
        draft = Draft(
            plain(request.POST.get("title", ""), 300),
            request.POST.get("text", "").replace("\r\n", "\n").strip(),
            tuple(request.POST.getlist("files")),
            request.POST.get("checked") == "yes",
        )
        made = publishing.publish(seen, draft, agency_name(seen, now), actor, now)
        if not isinstance(made, Refused):
            return redirect("openness:published", made.reference)
        problems = {reason.about: reason.text for reason in made.reasons}
    context: dict[str, Any] = {"number": number, "draft": draft, "papers": papers, "problems": problems}
    status = UNPROCESSABLE if problems else 200
    return page(request, "openness_publish.jinja", status, **context, problem=problems.get("", ""))


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a published answer off the pages."""
    found = publishing.find_published(reference_of(reference))
    if found is None:
        raise Http404
    if not _may_publish(request, found.agency):
        return refuse(request, PUBLISH)
    publishing.withdraw(found, plain(request.POST.get("why", ""), 200), actor_of(request), timezone.now())
    return redirect("openness:index")


def _may_publish(request: HttpRequest, agency: str) -> bool:
    return may(actor_of(request), PUBLISH, agency)


def _year(request: HttpRequest) -> tuple[int, str]:
    text, this = request.GET.get("year", ""), timezone.localdate().year
    year = int(text) if text.isdecimal() and text.isascii() and len(text) == 4 else this
    return min(max(year, 2008), this), plain(request.GET.get("agency", ""), 40)
