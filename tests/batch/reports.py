"""Small reports on the disk for the tests of batches, and records made by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.cli.example import CELL, LIMIT, SUM
from xunzheng.audit.finding import Severity
from xunzheng.batch.record import Record, State

FAULTY = """青槐县卫生健康局2023年乡镇卫生院提升项目绩效自评报告

一、概况
全年支出合计500万元，分别为工资300万元、设备190万元。
"""
CLEAN = """兰溪县水利局2022年小型水库维修养护项目绩效自评报告

一、概况
本单位核定编制20名，在职18人，其中男9人、女9人。
"""


def write_reports(folder: Path, count: int = 6) -> list[Path]:
    """So many reports, the even ones with a wrong sum, each with a text of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in range(count):
        path = folder / f"{number:04d}.txt"
        text = CLEAN if number % 2 else FAULTY
        path.write_text(f"{text}本报告编号{number}。\n", "utf-8")
        written.append(path)
    return written


def make_record(path: str = "a.docx", **values: Any) -> Record:
    """A record with three findings; what the test cares for is given."""
    full: dict[str, Any] = {
        "state": State.AUDITED,
        "size": 10,
        "digest": "0" * 64,
        "format": "docx",
        "title": "某局2023年项目自评报告",
        "unit": "某局",
        "project": "某项目",
        "region": "某县",
        "year": 2023,
        "layout": "全国通用表样",
        "packs": ("cn-2020-10/1",),
        "stated_score": Decimal("98.5"),
        "lowest_score": Decimal("96"),
        "highest_score": Decimal("96"),
        "stated_grade": "优",
        "computed_grade": "良",
        "planned": Decimal("640"),
        "spent": Decimal("608.25"),
        "execution_rate": Decimal("95.04"),
        "counts": {Severity.ERROR: 1, Severity.SUSPICION: 1, Severity.ADVICE: 1},
        "codes": {"indicator-unquantified": 1, "over-limit": 1, "sum-of-parts": 1},
        "held": 7,
        "seconds": 0.5,
        "findings": (SUM, LIMIT, CELL),
    }
    return Record(path, **(full | values))


def unreadable_record(path: str = "b.docx", reason: str = "读不了 b.docx：损坏。") -> Record:
    """The record of a file that could not be read."""
    return Record(path, State.UNREADABLE, reason, size=3)
