"""The command `score`: the sheet as read, as recomputed, and the difference, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from xunzheng.audit.sheet import Sheet, Stated
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import equated, opened_output, page_width, print_lines, safe, wrapped
from xunzheng.documents.model import Document
from xunzheng.evaluation.naming import stem
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet
from xunzheng.formats.html.conclusion import conclude_from_text

if TYPE_CHECKING:
    from xunzheng.audit.rules import Rules
    from xunzheng.audit.run import Audit

_HEADINGS = ("分值", "表上得分", "重算得分", "差")
_COLUMN = 10
_INDENT = 8


def show_scores(
    document: Document,
    output: Path | None,
    with_trace: bool,
    packs: Path | None = None,
    *,
    rules: Rules | None = None,
) -> int:
    """Print every score sheet of the document; `Refused` when it has none.

    `packs` are the user's own; `rules` the bundle to use instead, where the user asks for a day, a region
    or a layout.
    """
    from xunzheng.audit.run import audit
    from xunzheng.rulebook import rules_from

    outcome = audit(document, rules or rules_from(packs))
    if not outcome.sheets:
        raise Refused(f"{document.name} 里没有找到评分表：需要有指标、分值、得分的表格。")
    with opened_output(output) as console:
        print_lines(console, score_lines(outcome, page_width(console), with_trace))
    return 0


def score_lines(audit: Audit, width: int, with_trace: bool = False) -> Iterator[Text]:
    """The sheets as trees with the scores side by side, then the totals, then what could not be scored."""
    audit = _concluded(audit)
    yield Text.assemble(("循证", "bold"), " · ", safe(audit.document.name))
    for number, sheet in enumerate(audit.sheets, start=1):
        rescored = audit.rescored if sheet is main_sheet(audit) else None
        yield Text("")
        yield Text(f"评分表 {number}" + (f" · 按 {rescored.title} 重算" if rescored else ""), style="bold")
        if sheet.layout is not None:
            yield Text(f"版式：{sheet.layout.title}（{sheet.layout.pack}）", style="dim")
        yield from _sheet_lines(sheet, rescored, width, with_trace)
    yield Text("")
    yield Text(totals_sentence(audit), style="bold")


def totals_sentence(audit: Audit) -> str:
    """The stated and the recomputed total with their grades, and how far they are apart.

    What the sheet has no row for counts as stated where the text of the report states it.
    """
    sheet, rescored = main_sheet(_concluded(audit)), audit.rescored
    if sheet is None:
        return "报告里没有找到有得分的评分表"
    own = f"自评 {_stated(sheet.total_score)}" if sheet.total_score else "报告里没有读出自评总分"
    stated = own + _in_brackets(_stated(sheet.grade))
    if rescored is None:
        return f"{stated}；没有适用的规则包，未重算"
    total = str(rescored.low) if rescored.total is not None else f"{rescored.low}～{rescored.high}"
    grade = rescored.grading.grade if rescored.grading else None
    sentence = f"{stated}；按报告所给证据重算 {total} 分{_in_brackets(grade.word if grade else '')}"
    gap = _gap(sheet.total_score, rescored.total)
    sentence += "，两者相同" if gap == "0" else f"，相差 {gap}" if gap else ""
    without = len(rescored.missing)
    return sentence + (f"；{without} 项指标没有可用的证据，不得分" if without else "")


def main_sheet(audit: Audit) -> Sheet | None:
    """The sheet that was scored again: the first that has scores."""
    return next((sheet for sheet in audit.sheets if sheet.has_scores), None)


def _concluded(audit: Audit) -> Audit:
    return replace(audit, sheets=conclude_from_text(audit.sheets, audit.document))


def _sheet_lines(sheet: Sheet, rescored: Scoresheet | None, width: int, with_trace: bool) -> Iterator[Text]:
    names = max(20, min(44, width - _COLUMN * len(_HEADINGS) - 2))
    yield _row("指标", _HEADINGS, names, "dim")
    by_path = {item.path: item for item in rescored.walk()} if rescored else {}
    for node in sheet.walk():
        item = find_score(by_path, node.path)
        depth = len(node.path) - 1
        cells = (_stated(node.weight), _stated(node.score), _points(item), difference(node.score, item))
        yield _row("  " * depth + safe(node.name), cells, names, "bold" if node.children else "")
        if not node.children and item and (with_trace or not item.proved):
            yield from _explanation(item, width, with_trace)
    total = rescored.total if rescored else None
    gap = _gap(sheet.total_score, total)
    cells = (_stated(sheet.total_weight), _stated(sheet.total_score), _number(total), gap)
    yield _row("合计", cells, names, "bold")


def find_score(
    by_path: dict[tuple[str, ...], IndicatorScore], path: tuple[str, ...]
) -> IndicatorScore | None:
    """The score of that path; names that differ only in a suffix (健全, 健全性) are the same."""
    if path in by_path:
        return by_path[path]
    wanted = tuple(map(stem, path))
    found = [item for known, item in by_path.items() if tuple(map(stem, known)) == wanted]
    return found[0] if len(found) == 1 else None


def difference(stated: Stated | None, item: IndicatorScore | None) -> str:
    """Recomputed less stated, with its sign; empty where either is not one number or a part is unproved."""
    if item is None or not item.points.is_exact or not all(part.proved for part in item.walk()):
        return ""
    return _gap(stated, Decimal(item.points.low.numerator) / Decimal(item.points.low.denominator))


def _gap(stated: Stated | None, computed: Decimal | None) -> str:
    if stated is None or stated.value is None or computed is None:
        return ""
    gap = (computed - stated.value).quantize(Decimal("0.01"))
    return f"{gap:+f}" if gap else "0"


def _explanation(item: IndicatorScore, width: int, with_trace: bool) -> Iterator[Text]:
    sentences = [item.note] if item.note else []
    if with_trace:
        evidence = [f"证据：{item.kind.label} {item.place}"] if item.kind is not None else []
        sentences = (
            [f"{step.what}：{step.how} {equated(step.result)}" for step in item.steps] + evidence + sentences
        )
    for sentence in sentences:
        for line in wrapped(safe(sentence), width - _INDENT):
            yield Text(" " * _INDENT + line, style="dim")


def _row(name: str, cells: Sequence[str], width: int, style: str) -> Text:
    while cell_len(name) > width:
        name = name[:-2] + "…"
    padded = name + " " * (width - cell_len(name))
    return Text(padded + "".join(" " * (_COLUMN - cell_len(cell)) + cell for cell in cells), style=style)


def _stated(stated: Stated | None) -> str:
    if stated is None:
        return ""
    written = f"{stated.value:f}" if stated.value is not None else safe(stated.text.strip())
    return (written if len(written) <= 8 else written[:7] + "…") or "（空）"


def _points(item: IndicatorScore | None) -> str:
    if item is None:
        return ""
    return str(item.points) if item.proved else "—"


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""
