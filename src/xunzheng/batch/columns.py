"""The columns of a batch's results: one row for each file, one for each finding."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, TypeVar

from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.audit.finding import Finding, Severity
from xunzheng.batch.record import Record, State

Value = str | int | float | Decimal | None
LONGEST_QUOTE = 300
SEVERITY_NAMES: Final = {Severity.ERROR: "错误", Severity.SUSPICION: "疑点", Severity.ADVICE: "建议"}
STATE_NAMES: Final = {State.AUDITED: "已核对", State.UNREADABLE: "读不了"}


class Kind(enum.Enum):
    """What a column holds; `parquet` is its type there, `width` how many characters it is shown in."""

    TEXT = ("text", "VARCHAR", 24)
    SENTENCE = ("sentence", "VARCHAR", 48)
    COUNT = ("count", "INTEGER", 8)
    SIZE = ("size", "BIGINT", 10)
    POINTS = ("points", "DECIMAL(18, 4)", 10)
    MONEY = ("money", "DECIMAL(24, 6)", 14)
    PER_CENT = ("per cent", "DECIMAL(18, 4)", 10)
    SECONDS = ("seconds", "DOUBLE", 8)

    def __init__(self, label: str, parquet: str, width: int) -> None:
        self.label = label
        self.parquet = parquet
        self.width = width

    @property
    def is_text(self) -> bool:
        """Whether it holds words, not a number."""
        return self in (Kind.TEXT, Kind.SENTENCE)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the record that it belongs to and its number there, counted from 1."""

    record: Record
    number: int
    finding: Finding


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: its name in files for programs, its heading for people, what it means, and its value."""

    name: str
    heading: str
    kind: Kind
    meaning: str
    value: Callable[[Row], Value]


FILE_COLUMNS: Final[tuple[Column[Record], ...]] = (
    Column("path", "文件", Kind.SENTENCE, "The file's path; in an archive, with its path there.",
           lambda r: r.path),
    Column("state", "状态", Kind.TEXT, "`audited` 已核对 or `unreadable` 读不了.", lambda r: r.state.value),
    Column("reason", "读不了的原因", Kind.SENTENCE, "Why it could not be read, in a sentence.",
           lambda r: r.reason or None),
    Column("title", "标题", Kind.SENTENCE, "The title, as the report's head has it.", lambda r: r.title),
    Column("unit", "被评单位", Kind.TEXT, "The evaluated unit: of a labelled cell, else of the title.",
           lambda r: r.unit),
    Column("project", "项目", Kind.TEXT, "The project: of a labelled cell or line, else of the title.",
           lambda r: r.project),
    Column("region", "地区", Kind.TEXT, "The region that the unit or the title names.", lambda r: r.region),
    Column("year", "评价年度", Kind.COUNT, "The evaluated year, if the title names one.", lambda r: r.year),
    Column("layout", "版式", Kind.TEXT, "The layout that was recognised or asked for.", lambda r: r.layout),
    Column("packs", "规则包", Kind.TEXT, "The rule packs applied, with versions.",
           lambda r: "、".join(r.packs) or None),
    Column("errors", "错误", Kind.COUNT, "How many findings are at error level.", lambda r: _if(r, r.errors)),
    Column("suspicions", "疑点", Kind.COUNT, "How many findings a reader must decide.",
           lambda r: _if(r, r.suspicions)),
    Column("advice", "建议", Kind.COUNT, "How many findings concern form and quality.",
           lambda r: _if(r, r.advice)),
    Column("held", "成立", Kind.COUNT, "How many statements were examined and hold.",
           lambda r: _if(r, r.held)),
    Column("unlisted", "未列出的发现", Kind.COUNT,
           "How many findings are counted but not listed: those beyond what is kept of one file.",
           lambda r: _if(r, r.unlisted)),
    Column("codes", "发现的种类", Kind.SENTENCE, "The codes found, each with its count.",
           lambda r: "、".join(f"{code}×{count}" for code, count in r.codes.items()) or None),
    Column("stated_score", "自评得分", Kind.POINTS, "The total score as the report states it.",
           lambda r: r.stated_score),
    Column("lowest_score", "重算得分（下限）", Kind.POINTS, "The recomputed score, the least that it can be.",
           lambda r: r.lowest_score),
    Column("highest_score", "重算得分（上限）", Kind.POINTS, "The recomputed score, the most that it can be.",
           lambda r: r.highest_score),
    Column("score_difference", "自评减重算", Kind.POINTS, "Stated less recomputed, if both are one number.",
           lambda r: r.score_difference),
    Column("stated_grade", "自评等级", Kind.TEXT, "The grade as stated.", lambda r: r.stated_grade),
    Column("computed_grade", "重算等级", Kind.TEXT, "The grade of the recomputed score.",
           lambda r: r.computed_grade),
    Column("planned", "预算数（万元）", Kind.MONEY, "The year's budget in 万元, where it is read.",
           lambda r: r.planned),
    Column("spent", "执行数（万元）", Kind.MONEY, "What was spent in 万元, where it is read.",
           lambda r: r.spent),
    Column("execution_rate", "执行率（%）", Kind.PER_CENT, "The execution rate in per cent, as stated.",
           lambda r: r.execution_rate),
    Column("format", "格式", Kind.TEXT, "What the file was read as.", lambda r: r.format),
    Column("size", "字节", Kind.SIZE, "The file's size in bytes.", lambda r: r.size),
    Column("digest", "SHA-256", Kind.TEXT, "The SHA-256 of the file's bytes.", lambda r: r.digest),
    Column("seconds", "用时（秒）", Kind.SECONDS, "How long reading and auditing took.", lambda r: r.seconds),
)  # fmt: skip

FINDING_COLUMNS: Final[tuple[Column[FindingRow], ...]] = (
    Column("path", "文件", Kind.SENTENCE, "The file, as in the rows of files.", lambda r: r.record.path),
    Column("unit", "被评单位", Kind.TEXT, "The evaluated unit.", lambda r: r.record.unit),
    Column("project", "项目", Kind.TEXT, "The project.", lambda r: r.record.project),
    Column("number", "序号", Kind.COUNT, "The finding's number in its file, in reading order.",
           lambda r: r.number),
    Column("severity", "级别", Kind.TEXT, "`error` 错误, `suspicion` 疑点 or `advice` 建议.",
           lambda r: r.finding.severity.value),
    Column("code", "发现代码", Kind.TEXT, "The code of the finding.", lambda r: r.finding.code),
    Column("name", "发现", Kind.TEXT, "The code's name in Chinese.", lambda r: name_of(r.finding.code)),
    Column("section", "部分", Kind.TEXT, "The headings above the first place.",
           lambda r: " › ".join(r.finding.where[0].section) or None if r.finding.where else None),
    Column("line", "行", Kind.COUNT, "The line of the first place, from 1.",
           lambda r: r.finding.where[0].line if r.finding.where else None),
    Column("cell", "单元格", Kind.TEXT, "Row and column of the first place in its table, from 1.",
           lambda r: _cell(r.finding)),
    Column("quote", "原文", Kind.SENTENCE, f"The words at the first place, at most {LONGEST_QUOTE}.",
           lambda r: r.finding.where[0].quote[:LONGEST_QUOTE] if r.finding.where else None),
    Column("claim", "报告所写", Kind.SENTENCE, "What the report says.", lambda r: r.finding.claim),
    Column("expected", "应当是", Kind.SENTENCE, "What follows from its own numbers or from the rule.",
           lambda r: r.finding.expected),
    Column("arithmetic", "算式", Kind.SENTENCE, "The sum, as a person would do it.",
           lambda r: r.finding.arithmetic),
    Column("rule", "依据", Kind.SENTENCE, "The regulation: title, document number, article.",
           lambda r: rule_of(r.finding)),
    Column("advice", "怎么办", Kind.SENTENCE, "What to do about it.", lambda r: r.finding.advice),
    Column("check", "检查", Kind.TEXT, "The check that found it, with its version.",
           lambda r: r.finding.check),
    Column("places", "处数", Kind.COUNT, "At how many places of the report it stands.",
           lambda r: len(r.finding.where)),
)  # fmt: skip


def finding_rows(record: Record) -> Iterator[FindingRow]:
    """The record's findings, numbered."""
    return (FindingRow(record, number, finding) for number, finding in enumerate(record.findings, start=1))


def name_of(code: str) -> str:
    """The Chinese name of a code; the code itself where the catalogue does not know it."""
    entry = CATALOGUE.get(code)
    return entry.name_zh if entry else code


def rule_of(finding: Finding) -> str | None:
    """The rule in one line: 《某办法》（财预〔2020〕10号）第二十条; None where none is cited."""
    rule = finding.rule
    if rule is None:
        return None
    number = f"（{rule.number}）" if rule.number else ""
    return f"《{rule.title.strip('《》')}》{number}{rule.article or ''}"


def _if(record: Record, count: int) -> int | None:
    """A count only for a file that was audited: none is not nought."""
    return count if record.is_audited else None


def _cell(finding: Finding) -> str | None:
    place = finding.where[0] if finding.where else None
    if place is None or place.row is None or place.column is None:
        return None
    return f"{place.row + 1} 行 {place.column + 1} 列"
