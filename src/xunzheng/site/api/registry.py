"""The registry for programs: regions, organisations, halls, windows and posts as they are on a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from xunzheng.site.api.asking import asking
from xunzheng.site.api.kinds_of_text import Day, Line
from xunzheng.site.api.problems import Problem
from xunzheng.site.cases.reach import day_of
from xunzheng.site.registry.kinds import KINDS, Kind
from xunzheng.site.registry.models import Dated
from xunzheng.site.registry.queries import row_on, rows_on

ROUTER: Final = Router(tags=["机构登记 Registry"])
KindName = Literal["region", "organisation", "hall", "window", "post"]
RowCode = Annotated[Line, Field(min_length=1, max_length=40)]


class RowShown(Schema):
    """A row that holds from a day until before another; `fields` are those of its kind."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    fields: dict[str, str]


class Rows(Schema):
    """A page of rows by code; `next` is the code after which to go on."""

    items: list[RowShown]
    next: str | None


class RowQuery(Schema):
    """Which rows: on a day, with a text in name or code, or right under another; after a code."""

    on: Day | None = None
    q: Line = ""
    under: Annotated[Line, Field(max_length=40)] = ""
    after: Annotated[Line, Field(max_length=40)] = ""


@ROUTER.get(
    "/registry/{kind}", response=Rows, url_name="rows", operation_id="listRows", summary="列出登记 List rows"
)
def rows(request: HttpRequest, kind: Path[KindName], query: Query[RowQuery]) -> Rows:
    """The rows of the day by code: with `q` those that have it, otherwise those right under `under`."""
    asked, wanted = asking(request), KINDS[kind]
    on = query.on or day_of(asked.now)
    found, has_more = rows_on(wanted, on, query.q, query.under, query.after)
    items = [_row(each, wanted) for each in found]
    return Rows(items=items, next=items[-1].code if has_more else None)


@ROUTER.get(
    "/registry/{kind}/{code}",
    response=RowShown,
    url_name="row",
    operation_id="showRow",
    summary="一项登记 One row",
)
def row(
    request: HttpRequest, kind: Path[KindName], code: Path[RowCode], on: Query[Day | None] = None
) -> RowShown:
    """The row of that code on the day, today if none is given."""
    found = row_on(KINDS[kind].model, code, on or day_of(asking(request).now))
    if found is None:
        raise Problem("missing", "那一天没有这个编码。")
    return _row(found, KINDS[kind])


def _row(found: Dated, kind: Kind) -> RowShown:
    fields = {name: str(getattr(found, name)) for name in kind.fields if name != "name"}
    return RowShown(
        code=found.code, name=found.name, valid_from=found.valid_from, valid_to=found.valid_to, fields=fields
    )
