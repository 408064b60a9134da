"""What the registry says of a day: an organisation, the path of those above it, all below it, its history."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import TypeVar

from django.db.models import Q, QuerySet

from xunzheng.identifiers.regions import NamedRegion, Regions
from xunzheng.rulebook.region_table import RegionTable
from xunzheng.rulebook.shelf import standard_shelf
from xunzheng.site.project.plain_sql import marks, select
from xunzheng.site.registry.kinds import Kind
from xunzheng.site.registry.models import Dated, Organisation, Region

MOST_LEVELS = 32  # deeper is no administration but a circle
ROWS_OF_A_PAGE = 200
_AT_ONCE = 500
_ON_DAY = "o.withdrawn_at IS NULL AND o.valid_from <= %s AND (o.valid_to IS NULL OR o.valid_to > %s)"
_PATHS = (
    "WITH RECURSIVE path(start, code, region, parent, level) AS ("
    "SELECT o.code, o.code, o.region, o.parent, 1 FROM registry_organisation o "
    f"WHERE o.code IN ({{marks}}) AND {_ON_DAY} UNION ALL "
    "SELECT p.start, o.code, o.region, o.parent, p.level + 1 FROM path p "
    f"JOIN registry_organisation o ON o.code = p.parent WHERE {_ON_DAY} AND p.level < %s) "
    "SELECT start, code, region, level FROM path ORDER BY start, level"
)
Row = TypeVar("Row", bound=Dated)


def on_day(model: type[Row], day: date) -> QuerySet[Row]:
    """The rows that hold on the day."""
    return from_day(model, day).filter(valid_from__lte=day)


def from_day(model: type[Row], day: date) -> QuerySet[Row]:
    """The rows that hold on the day or on any later one."""
    rows: QuerySet[Row] = model._default_manager.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), withdrawn_at__isnull=True
    )
    return rows


def row_on(model: type[Row], code: str, day: date) -> Row | None:
    """The row of the code on the day; None where it was not valid."""
    return on_day(model, day).filter(code=code).first()


def organisation_on(code: str, day: date) -> Organisation | None:
    """The organisation as it was on the day; None where there was none under the code."""
    return row_on(Organisation, code, day)


def path_on(code: str, day: date) -> tuple[Organisation, ...]:
    """The organisations above and the organisation itself, the topmost first, as on the day.

    Empty where the code is not valid that day. A parent that is not valid ends the path.
    """
    path: list[Organisation] = []
    while code and len(path) < MOST_LEVELS:
        found = organisation_on(code, day)
        if found is None or any(found.code == known.code for known in path):
            break
        path.append(found)
        code = found.parent
    return tuple(reversed(path))


def paths_on(codes: Collection[str], day: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each code the codes and regions of the organisations of `path_on`, with one statement for all."""
    wanted = [code for code in codes if code]
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in codes}
    if wanted:
        rows = select(_PATHS.format(marks=marks(wanted)), [*wanted, day, day, day, day, MOST_LEVELS])
        for start, code, region, _ in rows:
            if all(code != known for known, _ in found[start]):
                found[start].append((code, region))
    return {code: tuple(reversed(path)) for code, path in found.items()}


def below(code: str, day: date) -> tuple[Organisation, ...]:
    """All organisations under the code on the day, without itself, level by level, by code within a level."""
    found: list[Organisation] = []
    seen, level = {code}, [code]
    while level:
        rows = [row for row in _children(level, day) if row.code not in seen]
        found += rows
        level = [row.code for row in rows]
        seen.update(level)
    return tuple(found)


def _children(codes: list[str], day: date) -> list[Organisation]:
    rows: list[Organisation] = []
    for start in range(0, len(codes), _AT_ONCE):
        parents = codes[start : start + _AT_ONCE]
        rows += on_day(Organisation, day).filter(parent__in=parents).order_by("code")
    return rows


def national_region(code: str, day: date) -> NamedRegion | None:
    """The region from the county upwards (GB/T 2260) that the rulebook knows on the day."""
    return _national_regions().on(code, day)


@lru_cache(maxsize=1)
def _national_regions() -> Regions:
    content = standard_shelf().pack("regions-cn").content
    assert isinstance(content, RegionTable)
    return content.regions()


def region_name(code: str, day: date) -> str:
    """The name of the region on the day, by the registry, else by the rulebook; empty where neither knows."""
    row = row_on(Region, code, day) if code else None
    region = row or national_region(code, day)
    return region.name if region else ""


def history(model: type[Row], code: str) -> QuerySet[Row]:
    """All rows of the code in the order of their days, the withdrawn among them."""
    rows: QuerySet[Row] = model._default_manager.filter(code=code).order_by("valid_from", "id")
    return rows


def rows_on(kind: Kind, day: date, text: str, under: str, after: str) -> tuple[list[Dated], bool]:
    """The rows of the day by code behind `after`, and whether there are more.

    With a text those whose code or name holds it; otherwise, where the kind has parents, those right
    under `under` (the topmost where it is empty).
    """
    rows = on_day(kind.model, day).filter(code__gt=after).order_by("code")
    if text:
        rows = rows.filter(Q(code__startswith=text) | Q(name__contains=text))
    elif kind.code == "organisation" or under:
        rows = rows.filter(parent=under) if "parent" in kind.fields else rows
    found = list(rows[: ROWS_OF_A_PAGE + 1])
    return found[:ROWS_OF_A_PAGE], len(found) > ROWS_OF_A_PAGE
