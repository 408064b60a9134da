"""What a batch says on the terminal: a line for each file, and what it all comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text

from xunzheng.batch.record import Record
from xunzheng.batch.tally import Summary
from xunzheng.cli.audit_text import code_name
from xunzheng.cli.terminal import safe

_HEADINGS = ("错误", "疑点", "建议", "自评", "重算")
_WIDTH = 8


def record_lines(records: Iterable[Record]) -> Iterator[Text]:
    """A heading, then a line for each record: its counts, its scores, its path; why it could not be read."""
    yield Text("".join(map(_right, _HEADINGS)) + "  文件", style="dim")
    for record in records:
        if not record.is_audited:
            yield Text.assemble(
                " " * (_WIDTH * len(_HEADINGS) - 6), ("读不了", "bold"), "  ", safe(record.path)
            )
            yield Text(" " * (_WIDTH * len(_HEADINGS) + 2) + safe(record.reason), style="dim")
            continue
        low, high = record.lowest_score, record.highest_score
        computed = "" if low is None else f"{low:f}" if low == high else f"≥{low:f}"
        stated = "" if record.stated_score is None else f"{record.stated_score:f}"
        rest = "".join(map(_right, (str(record.suspicions), str(record.advice), stated, computed)))
        style = "bold red" if record.errors else ""
        yield Text.assemble((_right(str(record.errors)), style), rest, "  ", safe(record.path))


def closing_lines(
    counts: Summary,
    passed_over: Mapping[str, int],
    written: Iterable[Path],
    report: Path | None,
    journal: Path | None,
) -> Iterator[Text]:
    """What the batch comes to, and where its results lie."""
    errors, suspicions, advice = counts.counts
    yield Text(
        f"核对了 {counts.audited} 份：{counts.gravest[0]} 份有错误。错误 {errors} 处，疑点 {suspicions} 处，"
        f"建议 {advice} 处，成立 {counts.held} 处。",
        style="bold",
    )
    if counts.codes:
        most = "、".join(
            f"{code_name(code.code)}×{code.total}"
            for code in sorted(counts.codes, key=lambda code: -code.total)[:5]
        )
        yield Text(f"最多的发现：{most}")
    if counts.cut:
        yield Text(
            f"{counts.cut} 份报告的发现太多，另有 {counts.unlisted} 处已计入总数，没有逐条列出。",
            style="bold",
        )
    if counts.unreadable_count:
        yield Text(f"读不了 {counts.unreadable_count} 份，原因写在结果里。", style="bold")
        for record in counts.unreadable[:3]:
            yield Text(f"  {safe(record.path)}：{safe(record.reason)}", style="dim")
    if passed_over:
        kinds = "，".join(f"{kind or '没有后缀'} {count}" for kind, count in sorted(passed_over.items())[:8])
        yield Text(
            f"另有 {sum(passed_over.values())} 个文件不是报告，没有核对（{safe(kinds)}）。", style="dim"
        )
    files = "、".join(str(path) for path in written)
    if files:
        yield Text(f"结果：{safe(files)}")
    if report is not None:
        yield Text(f"小结：{safe(str(report))}")
    if journal is not None:
        yield Text(f"日志：{safe(str(journal))}；再运行同一条命令，只核对新增和改过的文件。", style="dim")


def _right(text: str) -> str:
    return " " * max(_WIDTH - cell_len(text), 1) + text
