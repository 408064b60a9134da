"""Whether the figures of a project are those of a table that was read out of its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xunzheng.authoring.assessment import assess
from xunzheng.authoring.project import Project
from xunzheng.authoring.project_table import table_of
from xunzheng.rulebook.official_forms import form_rules

_ABOUT = ("name", "year", "unit", "department", "reported_on", "leader", "phone")


def differences(project: Project, table: Mapping[str, Any], with_texts: bool = True) -> list[str]:
    """A line for each figure or name that is not the same; sections and proofs are left out.

    `with_texts` looks at goals and reasons too.
    """
    return [
        *_about(project, table, with_texts),
        *_funds(project, table),
        *_indicators(project, table, with_texts),
    ]


def _about(project: Project, table: Mapping[str, Any], with_texts: bool) -> Iterator[str]:
    wanted: Mapping[str, Any] = table_of(project)
    if table.get("form") != project.form:
        yield f"form {table.get('form')}"
    for key in _ABOUT:
        due, found = wanted["project"].get(key), table.get("project", {}).get(key)
        if due != found:
            yield f"project.{key} {found} for {due}"
    for key in ("expected", "achieved") if with_texts else ():
        due, found = wanted["goals"][key], table.get("goals", {}).get(key)
        if due.rstrip("。").split() != str(found).rstrip("。").split() and project.form != "annex-2013":
            yield f"goals.{key} {found} for {due}"


def _funds(project: Project, table: Mapping[str, Any]) -> Iterator[str]:
    found = {source["kind"]: source for source in table.get("funds", [])}
    for source in project.sources:
        own = found.pop(source.kind, {})
        for key in ("initial", "budget", "arrived", "spent"):
            due = getattr(source, key)
            if own.get(key) != due and (due or own):
                yield f"funds {source.kind}.{key} {own.get(key)} for {due}"
    yield from (f"funds {kind} too many" for kind in found)


def _indicators(project: Project, table: Mapping[str, Any], with_texts: bool) -> Iterator[str]:
    found: list[Mapping[str, Any]] = table.get("indicators", [])
    items = assess(project, form_rules(project.form)).items
    if len(found) != len(items):
        yield f"{len(found)} indicators for {len(items)}"
        return
    for item, own in zip(items, found, strict=True):
        due: dict[str, object] = {"weight": item.item.weight}
        if with_texts:
            due["reason"] = item.item.reason or None
        if item.item.code:
            due["code"] = item.item.code
        else:
            due |= {"level_one": item.path[0], "level_two": item.path[1], "name": item.name}
            due["target"] = item.item.target
        if item.pair is not None:
            due |= {"actual": item.actual, "target": item.item.target}
        if item.item.outcome:
            due |= {"outcome": item.item.outcome, "score": item.points}
        if item.item.met is not None:
            due["met"] = sorted(item.item.met)
        if item.item.values:
            due["values"] = dict(item.item.values)
        for key, value in due.items():
            if _plain(own.get(key)) != _plain(value):
                yield f"{item.name}.{key} {own.get(key)} for {value}"


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.rstrip("。")
    return Decimal(value).normalize() if isinstance(value, Decimal) else value
