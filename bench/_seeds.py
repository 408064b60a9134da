"""Seed texts for fuzzing: the sample, the corpus of the tests, generated tables; windows cut out of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from xunzheng.samples import sample

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"

_NAMES = (
    "资金到位率",
    "预算执行率",
    "培训人次",
    "验收合格率",
    "服务对象满意度",
    "完成及时性",
    "成本节约率",
    "管理制度健全性",
)
_HEADS = (
    "一级指标",
    "二级指标",
    "三级指标",
    "分值",
    "年度指标值",
    "实际完成值",
    "得分",
    "偏差原因分析及改进措施",
)


def whole_seeds() -> tuple[str, ...]:
    """The sample, the corpus reports, and tables in each of the layouts that text keeps."""
    corpus = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    return (sample().decode(), *corpus, *_tables(random.Random(7)))


def windows(seeds: tuple[str, ...], most: int = 110) -> tuple[str, ...]:
    """Runs of whole lines of up to `most` characters, starting at every third line of every seed."""
    return tuple(window for seed in seeds for window in _windows(seed.split("\n"), most) if window.strip())


def _windows(lines: list[str], most: int) -> Iterator[str]:
    for first in range(0, len(lines), 3):
        end, size = first + 1, len(lines[first])
        while end < len(lines) and size + len(lines[end]) < most:
            size += len(lines[end]) + 1
            end += 1
        yield "\n".join(lines[first:end])


def _tables(chance: random.Random) -> Iterator[str]:
    for rows in (2, 4, 8, 20):
        cells = [list(_HEADS), *(_row(chance) for _ in range(rows))]
        cells.append(["合计", "", "", "100", "", "", f"{chance.uniform(80, 100):.1f}", ""])
        yield "\n".join("\t".join(row) for row in cells)
        yield "\n".join("|" + "|".join(row) + "|" for row in cells)
        yield "\n".join("\n".join(row) for row in cells)
        yield "\n".join("\t" + cell for row in cells for cell in row)
        yield "\n".join("   ".join(cell or "—" for cell in row) for row in cells)


def _row(chance: random.Random) -> list[str]:
    weight = chance.randint(1, 15)
    plan, done = chance.randint(1, 900), chance.randint(0, 900)
    unit = chance.choice(("万元", "人次", "%", "个", ""))
    points = f"{chance.uniform(0, weight):.{chance.randint(0, 2)}f}"
    name = chance.choice(_NAMES)
    return ["产出", "数量指标", name, str(weight), f"≥{plan}{unit}", f"{done}{unit}", points, ""]
