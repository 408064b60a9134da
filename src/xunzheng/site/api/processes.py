"""Processes for programs: what can be asked for, by which steps, with which clocks; and as a drawing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from xunzheng.processes.definition import Action, Definition
from xunzheng.processes.definition import Field as AskedField
from xunzheng.processes.drawing import draw
from xunzheng.site.api.kinds_of_text import Code
from xunzheng.site.api.problems import Problem
from xunzheng.site.api.shown import AskedShown
from xunzheng.site.cases.library import UnknownProcess, library

ROUTER: Final = Router(tags=["流程 Processes"])
_SVG: Final[dict[str, Any]] = {
    "responses": {
        200: {"description": "图 The drawing", "content": {"image/svg+xml": {"schema": {"type": "string"}}}}
    }
}
Version = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]


class Titled(Schema):
    """Something of a process by its code, with its title in both languages."""

    code: str
    title: str
    title_en: str


class ProcessLine(Titled):
    """A version of a process, and since when it is in force."""

    version: str
    valid_from: date | None
    valid_to: date | None


class StateShown(Titled):
    """A state: whether it moves on, in which branch, and for whom it waits."""

    kind: str
    branch: str | None
    waits_for: str | None


class FieldShown(Titled):
    """What may be asked for; the bounds are those of the type."""

    type: str
    choices: list[Titled]
    longest: int
    least: int | None
    most: int | None
    decimals: int
    is_personal: bool


class ClockOfProcess(Titled):
    """A clock of the process and the rule that it runs by."""

    rule: str
    of_branch: bool


class OutcomeShown(Titled):
    """A lawful way in which a case ends."""

    article: str


class ActionOfProcess(Titled):
    """An action: in which states, by whom (`role:relation`), where it leads and what it asks for."""

    sources: list[str]
    to: str
    who: list[str]
    fields: list[AskedShown]
    papers: list[AskedShown]
    needs_note: bool


class ProcessShown(ProcessLine):
    """A process with its parts."""

    citation: str
    is_verified: bool
    roles: list[Titled]
    opening: ActionOfProcess
    states: list[StateShown]
    actions: list[ActionOfProcess]
    fields: list[FieldShown]
    materials: list[Titled]
    clocks: list[ClockOfProcess]
    outcomes: list[OutcomeShown]


@ROUTER.get(
    "/processes",
    response=list[ProcessLine],
    url_name="processes",
    operation_id="listProcesses",
    summary="流程 The processes",
)
def processes(request: HttpRequest) -> list[ProcessLine]:
    """Every version of every process."""
    return [ProcessLine(**_line(each)) for each in library().definitions]


@ROUTER.get(
    "/processes/{code}/{version}",
    response=ProcessShown,
    url_name="process",
    operation_id="showProcess",
    summary="一个流程 One process",
)
def process(request: HttpRequest, code: Path[Code], version: Path[Version]) -> ProcessShown:
    """The process with its states, actions, fields, papers and clocks."""
    found = _find(code, version)
    basis = found.basis
    citation = f"《{basis.title}》" + (f"（{basis.number}）" if basis.number else "") + (basis.article or "")
    return ProcessShown(
        **_line(found), citation=citation, is_verified=basis.verified,
        roles=[_titled(each) for each in found.roles],
        opening=_action(found.opening, found), actions=[_action(each, found) for each in found.actions],
        states=[
            StateShown(**_names(s), kind=s.kind.value, branch=s.branch, waits_for=s.waits_for)
            for s in found.states
        ],
        fields=[_field(each) for each in found.fields], materials=[_titled(m) for m in found.materials],
        clocks=[ClockOfProcess(**_names(c), rule=c.rule, of_branch=c.of_branch) for c in found.clocks],
        outcomes=[OutcomeShown(**_names(o), article=o.article) for o in found.outcomes],
    )  # fmt: skip


@ROUTER.get(
    "/processes/{code}/{version}/drawing.svg",
    url_name="process-drawing",
    operation_id="drawProcess",
    summary="流程图 Its drawing",
    openapi_extra=_SVG,
)
def drawing(
    request: HttpRequest,
    code: Path[Code],
    version: Path[Version],
    language: Query[Literal["zh", "en"]] = "zh",
) -> HttpResponse:
    """The process as SVG, without scripts."""
    return HttpResponse(draw(_find(code, version), None, language), content_type="image/svg+xml")


def _find(code: str, version: str) -> Definition:
    try:
        return library().definition(code, version)
    except UnknownProcess as unknown:
        raise Problem("missing", str(unknown)) from None


def _line(found: Definition) -> dict[str, Any]:
    basis = found.basis
    period = {"valid_from": basis.valid_from, "valid_to": basis.valid_to}
    return {**_names(found), "version": found.version, **period}


def _names(found: Any) -> dict[str, Any]:
    return {"code": found.code, "title": found.title, "title_en": found.title_en}


def _titled(found: Any) -> Titled:
    return Titled(**_names(found))


def _field(found: AskedField) -> FieldShown:
    return FieldShown(
        **_names(found), type=found.type.value, choices=[_titled(each) for each in found.choices],
        longest=found.longest, least=found.least, most=found.most, decimals=found.decimals,
        is_personal=found.is_personal,
    )  # fmt: skip


def _action(found: Action, definition: Definition) -> ActionOfProcess:
    return ActionOfProcess(
        **_names(found), sources=list(found.sources), to=found.to, needs_note=found.needs_note,
        who=[f"{each.role}:{each.relation.value}" for each in found.who],
        fields=[
            AskedShown(code=a.field, title=definition.field[a.field].title, is_required=a.is_required)
            for a in found.fields
        ],
        papers=[
            AskedShown(
                code=p.material, title=definition.material[p.material].title, is_required=p.is_required
            )
            for p in found.papers
        ],
    )  # fmt: skip
