"""The general opinion of a working paper, computed: what was examined, the scores and their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit
from xunzheng.audit.sheet import Sheet
from xunzheng.authoring.amounts import plain, rounded
from xunzheng.authoring.findings_list_counts import level_counts
from xunzheng.authoring.findings_list_wording import LEVELS
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.evaluation.scoresheet import Scoresheet


def opinion(audit: Audit, sheet: Sheet | None) -> Iterator[str]:
    """The sentences, one paragraph each; `sheet` is the score sheet with the total and grade as stated.

    What cannot be computed is said to be so: nothing is inferred from its absence.
    """
    yield _examined(audit)
    yield _scored(sheet, audit.rescored)
    if audit.rescored is not None:
        yield from _standing(audit.rescored)
    yield _conclusion(audit)


def _examined(audit: Audit) -> str:
    examined = len(audit.findings) + len(audit.held)
    if not examined:
        return "报告中没有读到可以核算的数字、表格或说法，本次没有核对任何内容。"
    counts = level_counts(audit.findings)
    parts = "、".join(f"{LEVELS[level]} {count} 处" for level, count in counts.items() if count)
    right = f"本次对报告所写的数字和说法逐处核对，共核对 {examined} 处，其中 {len(audit.held)} 处核对无误"
    return f"{right}，发现问题 {len(audit.findings)} 处（{parts}）。" if parts else f"{right}，没有发现问题。"


def _scored(sheet: Sheet | None, rescored: Scoresheet | None) -> str:
    if sheet is None:
        return "报告中没有读到带得分的评分表，自评得分未作重算。"
    total, grade = sheet.total_score, sheet.grade
    value = None if total is None else total.value
    said = f"报告自评 {plain(value)} 分" if value is not None else "报告没有写明自评总分"
    said += f"（{grade.text.strip()}）" if grade is not None and grade.text.strip() else ""
    if rescored is None:
        return f"{said}；没有适用的指标体系，得分未作重算。"
    return f"{said}；按报告自己列出的依据和计分规则重算为{_recomputed(rescored)}{_gap(value, rescored)}。"


def _recomputed(rescored: Scoresheet) -> str:
    if rescored.total is None:
        return f" {plain(rescored.low)} 至 {plain(rescored.high)} 分（有的指标须由人评判，只能定出上下限）"
    word = rescored.grading.grade.word if rescored.grading and rescored.grading.grade else ""
    return f" {plain(rescored.total)} 分" + (f"（{word}）" if word else "")


def _gap(stated: Decimal | None, rescored: Scoresheet) -> str:
    if stated is None:
        return ""
    if rescored.total is None:
        inside = rescored.low <= stated <= rescored.high
        return "，自评得分在此范围之内" if inside else "，自评得分在此范围之外"
    gap = stated - rescored.total
    if not gap:
        return "，两者相同"
    return f"，自评{'高出' if gap > 0 else '低于重算'} {plain(abs(gap))} 分"


def _standing(rescored: Scoresheet) -> Iterator[str]:
    """On what evidence the points stand; of points between bounds the lower ones count."""
    points: Counter[EvidenceKind] = Counter()
    without: list[Decimal] = []
    for leaf in rescored.leaves():
        if leaf.kind is None or not leaf.proved:
            without.append(leaf.weight)
        else:
            points[leaf.kind] += leaf.points.low  # type: ignore[assignment]  # a Counter adds fractions as well
    parts = [
        f"{kind.label} {_points(Fraction(points[kind]))} 分" for kind in EvidenceKind if points[kind] > 0
    ]
    if parts:
        yield f"重算所得各项得分的证据：{'、'.join(parts)}。"
    if without:
        yield (
            f"有 {len(without)} 项指标（分值合计 {plain(sum(without, Decimal(0)))} 分）"
            "没有可用的证据，重算时不得分；补充佐证材料后可以重新核定。"
        )


def _points(points: Fraction) -> str:
    shown = rounded(points)
    return ("" if Fraction(shown) == points else "约 ") + plain(shown)


def _conclusion(audit: Audit) -> str:
    counts = level_counts(audit.findings)
    if counts[Severity.ERROR]:
        follow = "，疑点请一并说明" if counts[Severity.SUSPICION] else ""
        return f"报告存在与自身数字或规定不符之处，请被评单位逐项更正后重新报送{follow}。"
    if counts[Severity.SUSPICION]:
        return "没有发现错误级问题；所列疑点请被评单位逐项说明，并附佐证材料。"
    if not audit.held and not audit.findings:
        return "请确认所送文件是绩效自评报告。"
    return "能够核对的内容都核对得上；这不等于报告属实，未能核对的内容仍须以原始资料为准。"
