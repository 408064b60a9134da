"""Between the tables of a project file and the project: strict reading, writing in the file's order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from xunzheng.authoring.fault import Fault, ProjectFaults
from xunzheng.authoring.project import Counted, Managed, Project, ProjectIndicator, Proof, Source
from xunzheng.authoring.table_entries import Entries
from xunzheng.evaluation.evidence import EvidenceKind

EARLIEST, LATEST = 2000, 2100
_KINDS = tuple(kind.value for kind in EvidenceKind)
_ZERO = Decimal(0)


def read_project(table: Mapping[str, object]) -> Project:
    """The project of a file's tables, as `tomllib` gives them with decimals for numbers.

    Raises ProjectFaults with every fault found: wrong types, missing values, unknown keys. Whether the
    values fit one another and the form is for `check_project`.
    """
    faults: list[Fault] = []
    top = Entries(table, "", faults)
    about = top.table("project")
    goals, texts = top.table("goals"), top.table("texts", required=False)
    project = Project(
        form=top.line("form", "表样的编码，如 national-2020"),
        name=about.line("name", "项目名称"),
        year=about.whole("year", "评价年度", EARLIEST, LATEST) or EARLIEST,
        unit=about.line("unit", "实施单位"),
        department=about.line("department", "主管部门"),
        reported_on=about.day("reported_on", "报告日期") or date(LATEST, 1, 1),
        region=about.line("region", "地区", required=False),
        leader=about.line("leader", "项目负责人", required=False),
        phone=about.line("phone", "联系电话", required=False),
        execution_weight=about.number("execution_weight", "预算执行率的分值", required=False),
        adjusted_because=about.line("adjusted_because", "预算调整的原因", required=False),
        spent_because=about.line("spent_because", "执行率偏低的原因", required=False),
        bases=about.lines("bases", "立项和实施的依据"),
        sources=tuple(_source(entry) for entry in top.tables("funds")),
        expected=goals.text("expected", "年度总体目标"),
        achieved=goals.text("achieved", "年度总体目标的实际完成情况"),
        indicators=tuple(_indicator(entry) for entry in top.tables("indicators")),
        managed=tuple(_managed(entry) for entry in top.tables("management", required=False)),
        texts={name: texts.text(name, "文字", required=False) for name in texts.names()},
    )
    for entries in (about, goals, texts, top):
        entries.close()
    if faults:
        raise ProjectFaults(faults)
    return project


def _source(entry: Entries) -> Source:
    initial = entry.number("initial", "年初预算数（万元）")
    budget = entry.number("budget", "全年预算数（万元），未调整的可不写", required=False)
    source = Source(
        kind=entry.line("kind", "资金来源的种类，如 current"),
        name=entry.line("name", "资金来源的名称", required=False),
        initial=initial or _ZERO,
        budget=(initial if budget is None else budget) or _ZERO,
        arrived=entry.number("arrived", "到位数（万元）") or _ZERO,
        spent=entry.number("spent", "执行数（万元）") or _ZERO,
    )
    entry.close()
    return source


def _indicator(entry: Entries) -> ProjectIndicator:
    code = entry.line("code", "指标编码", required=False)
    levels = not code
    values = entry.table("values", required=False)
    indicator = ProjectIndicator(
        key=entry.path,
        code=code,
        name=entry.line("name", "三级指标名称", required=levels),
        level_one=entry.line("level_one", "一级指标，如 产出指标", required=levels),
        level_two=entry.line("level_two", "二级指标，如 数量指标", required=levels),
        weight=entry.number("weight", "分值", required=False),
        target=entry.line("target", "年度指标值，如 ≥90%", required=levels),
        actual=entry.line("actual", "实际完成值，如 92%", required=False),
        share=_share(entry),
        parts=tuple(_counted(part) for part in entry.tables("parts", required=False)),
        outcome=entry.line("outcome", "定性指标的完成档次", required=False),
        score=entry.number("score", "评定的得分", required=False),
        met=entry.numbers("met", "符合的评价要点的序号"),
        values={name: values.line(name, "数量，如 862万元") for name in values.names()},
        reason=entry.line("reason", "偏差或扣分的原因和改进措施", required=False),
        proof=_proof(entry.table("evidence")),
    )
    values.close()
    entry.close()
    return indicator


def _share(entry: Entries) -> tuple[Counted, Counted] | None:
    if "share" not in entry:
        entry.table("share", required=False)
        return None
    share = entry.table("share")
    part, whole = share.table("part"), share.table("whole")
    counted = (_counted(part), _counted(whole))
    share.close()
    return counted


def _counted(entry: Entries) -> Counted:
    counted = Counted(entry.line("name", "数的名称"), entry.line("value", "数和单位，如 588份"))
    entry.close()
    return counted


def _proof(entry: Entries) -> Proof:
    kind = EvidenceKind(entry.choice("kind", _KINDS) or EvidenceKind.STATED)
    attached, judged = kind is EvidenceKind.ATTACHED, kind is EvidenceKind.JUDGED
    file = entry.line("file", "附件的文件名", required=attached)
    proof = Proof(
        kind=kind,
        place=file or entry.line("place", "数据出自何处", required=not attached and not judged),
        digest=entry.line("sha256", "附件的 SHA-256 摘要（64 位十六进制数）", required=attached).lower(),
        by=entry.line("by", "由谁评判", required=judged),
        reason=entry.line("reason", "评判的理由", required=judged),
    )
    if attached and proof.digest and not _is_digest(proof.digest):
        entry.fault("sha256", "摘要写法不对", "64 位十六进制数", proof.digest, "请用 sha256sum 命令算出。")
    entry.close()
    return proof


def _is_digest(text: str) -> bool:
    return len(text) == 64 and all(sign in "0123456789abcdef" for sign in text)


def _managed(entry: Entries) -> Managed:
    managed = Managed(
        name=entry.line("name", "资金管理事项，如 分配科学性"),
        state=entry.line("state", "情况说明"),
        trouble=entry.line("trouble", "存在问题和改进措施", required=False),
    )
    entry.close()
    return managed


def table_of(project: Project) -> dict[str, object]:
    """The tables of a project, in the file's order; `read_project` gives an equal project back."""
    about: dict[str, object] = {
        "name": project.name,
        "year": project.year,
        "unit": project.unit,
        "department": project.department,
        "region": project.region,
        "reported_on": project.reported_on,
        "leader": project.leader,
        "phone": project.phone,
        "execution_weight": project.execution_weight,
        "bases": list(project.bases),
        "adjusted_because": project.adjusted_because,
        "spent_because": project.spent_because,
    }
    return {
        "form": project.form,
        "project": _filled(about),
        "funds": [_source_table(source) for source in project.sources],
        "goals": {"expected": project.expected, "achieved": project.achieved},
        "indicators": [_indicator_table(indicator) for indicator in project.indicators],
        **_filled({"management": [_managed_table(managed) for managed in project.managed]}),
        **_filled({"texts": dict(project.texts)}),
    }


def _source_table(source: Source) -> dict[str, object]:
    return {
        "kind": source.kind,
        **_filled({"name": source.name}),
        "initial": source.initial,
        "budget": source.budget,
        "arrived": source.arrived,
        "spent": source.spent,
    }


def _indicator_table(item: ProjectIndicator) -> dict[str, object]:
    share = item.share and {
        name: _counted_table(each) for name, each in zip(("part", "whole"), item.share, strict=True)
    }
    proof = item.proof
    attached = proof.kind is EvidenceKind.ATTACHED
    evidence: dict[str, object] = {
        "kind": proof.kind.value,
        "file": proof.place if attached else "",
        "place": "" if attached else proof.place,
        "sha256": proof.digest,
        "by": proof.by,
        "reason": proof.reason,
    }
    table: dict[str, object] = {
        "code": item.code,
        "level_one": item.level_one,
        "level_two": item.level_two,
        "name": item.name,
        "weight": item.weight,
        "target": item.target,
        "actual": item.actual,
        "share": share,
        "parts": [_counted_table(part) for part in item.parts],
        "outcome": item.outcome,
        "score": item.score,
        "met": None if item.met is None else sorted(item.met),
        "values": dict(item.values),
        "reason": item.reason,
        "evidence": _filled(evidence),
    }
    return _filled(table, keep=("met",))


def _counted_table(counted: Counted) -> dict[str, object]:
    return {"name": counted.name, "value": counted.value}


def _managed_table(managed: Managed) -> dict[str, object]:
    return {"name": managed.name, "state": managed.state, **_filled({"trouble": managed.trouble})}


def _filled(table: Mapping[str, object], keep: tuple[str, ...] = ()) -> dict[str, object]:
    """The table without what is empty; a key to `keep` stays where it is not None."""
    return {
        key: value
        for key, value in table.items()
        if value is not None and (key in keep or value not in ("", [], {}))
    }
