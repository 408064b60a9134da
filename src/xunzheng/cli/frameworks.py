"""The command `frameworks`: the rule packs in a list, or one of them with all that it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sized
from pathlib import Path

from rich.text import Text

from xunzheng.audit.layout import Layout
from xunzheng.authoring.forms import Form
from xunzheng.basis import Basis
from xunzheng.calendars.hours import HoursRule
from xunzheng.calendars.notices import StatutoryHolidays, YearNotice
from xunzheng.cli.calendar_lines import hours_lines, notice_lines, statutory_lines
from xunzheng.cli.clock_lines import clock_lines
from xunzheng.cli.form_lines import form_lines
from xunzheng.cli.identifier_lines import code_form_lines, region_lines
from xunzheng.cli.terminal import field, opened_output, page_width, print_lines, safe
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.grades import GradeScale
from xunzheng.identifiers.code_forms import CodeForms
from xunzheng.rulebook import RulePack, Shelf, shelf_from, standard_shelf
from xunzheng.rulebook.clock_table import ClockRules
from xunzheng.rulebook.header import PackForm
from xunzheng.rulebook.region_table import RegionTable

FORMS = {
    PackForm.FRAMEWORK: "指标体系",
    PackForm.WEIGHTS: "指标体系的权重",
    PackForm.SCALE: "等级标准",
    PackForm.ADJUSTMENTS: "封顶与扣分",
    PackForm.PARAMETERS: "核对参数",
    PackForm.LAYOUT: "版式",
    PackForm.FORM: "表样和报告提纲",
    PackForm.CALENDAR: "放假调休",
    PackForm.STATUTORY_HOLIDAYS: "法定节日",
    PackForm.HOURS: "办公时间",
    PackForm.CLOCKS: "时限规则",
    PackForm.REGIONS: "行政区划",
    PackForm.CODES: "编码规则和代码表",
}


def show_frameworks(directory: Path | None = None) -> int:
    """Print the packs that come with the program and those of the directory, by what they hold.

    Raises RulePackError or AmbiguousPack where any of them is faulty.
    """
    packs = _checked_shelf(directory).packs
    with opened_output(None) as console:
        width = page_width(console)
        for form, name in FORMS.items():
            print_lines(console, _group(name, [p for p in packs if p.header.form is form], width))
    return 0


def show_framework(code: str, directory: Path | None = None) -> int:
    """Print one pack. Raises UnknownCode with the codes that there are, and as `show_frameworks`."""
    shelf = _checked_shelf(directory)
    pack = shelf.pack(code.partition("/")[0])
    with opened_output(None) as console:
        print_lines(console, pack_lines(shelf, pack, page_width(console)))
    return 0


def listed_packs() -> tuple[RulePack, ...]:
    """The packs that come with the program, by code."""
    return standard_shelf().packs


def describe_pack(pack: RulePack) -> tuple[str, str, str, str, str, str]:
    """Code and version, title, period, region, citation, and whether it was verified, as texts."""
    header, basis = pack.header, pack.header.basis
    region = basis.jurisdiction + ("（只按编码取用）" if header.by_code_only else "")
    verified = "已核对出处" if basis.verified else "未核对原文"
    return f"{header.code}/{basis.version}", header.title, period(basis), region, citation(basis), verified


def period(basis: Basis) -> str:
    """The time in which a pack is in force; the last day named is the first on which it is not."""
    start = basis.valid_from.isoformat() if basis.valid_from else "不详"
    return f"{start} 起" + (f"，{basis.valid_to.isoformat()} 止" if basis.valid_to else "")


def citation(basis: Basis) -> str:
    """The regulation with its number and article."""
    title = basis.title if basis.title.startswith("《") else f"《{basis.title}》"
    return title + (f"（{basis.number}）" if basis.number else "") + (basis.article or "")


def _checked_shelf(directory: Path | None) -> Shelf:
    shelf = shelf_from(directory)
    shelf.check()
    return shelf


def _group(name: str, packs: list[RulePack], width: int) -> Iterator[Text]:
    if packs:
        yield Text(name, style="bold")
    for pack in packs:
        code, title, in_force, region, cited, verified = describe_pack(pack)
        yield Text.assemble("  ", (code, "cyan"), f"  {title}")
        yield from field("", f"{in_force} · {region} · {cited} · {verified}", width, "dim")
    if packs:
        yield Text("")


def pack_lines(shelf: Shelf, pack: RulePack, width: int) -> Iterator[Text]:
    """The head of the pack, then its indicators as a tree, its grades, or its values."""
    code, title, in_force, region, cited, verified = describe_pack(pack)
    yield Text.assemble((code, "bold cyan"), f"  {title}")
    yield from field("种类", f"{FORMS[pack.header.form]}（{pack.header.kind}）", width)
    yield from field("施行", f"{in_force} · {region}", width)
    yield from field("依据", cited, width)
    yield from field(
        "核对", verified + (f"：{pack.header.basis.note}" if pack.header.basis.note else ""), width
    )
    yield Text("")
    if pack.header.form in (PackForm.FRAMEWORK, PackForm.WEIGHTS):
        yield from framework_lines(shelf.framework(pack.header.code), width)
    elif isinstance(pack.content, Layout):
        yield from layout_lines(pack.content, width)
    elif isinstance(pack.content, GradeScale):
        yield from scale_lines(pack.content)
    elif isinstance(pack.content, Form):
        yield from form_lines(pack.content)
    elif isinstance(pack.content, YearNotice):
        yield from notice_lines(pack.content, width)
    elif isinstance(pack.content, StatutoryHolidays):
        yield from statutory_lines(pack.content)
    elif isinstance(pack.content, HoursRule):
        yield from hours_lines(pack.content, width)
    elif isinstance(pack.content, CodeForms):
        yield from code_form_lines(pack.content, width)
    elif isinstance(pack.content, RegionTable):
        yield from region_lines(pack.content)
    elif isinstance(pack.content, ClockRules):
        yield from clock_lines(pack.content)
    else:
        yield from _value_lines(pack.content)


def framework_lines(framework: Framework, width: int) -> Iterator[Text]:
    """The indicators as a tree, with weight, dimension and formula."""
    for number, indicator in enumerate(framework.indicators, start=1):
        yield from _indicator_lines(indicator, "", number == len(framework.indicators), width)


def _indicator_lines(indicator: Indicator, stem: str, is_last: bool, width: int) -> Iterator[Text]:
    weight = "" if indicator.weight is None else f"（{indicator.weight:f}分）"
    dimension = f" · {indicator.dimension}" if indicator.dimension else ""
    style = "bold" if indicator.children else ""
    yield Text.assemble(
        (stem + ("└─ " if is_last else "├─ "), "dim"),
        (indicator.name + weight, style),
        (f"  {indicator.code}{dimension}", "dim"),
    )
    below = stem + ("   " if is_last else "│  ")
    if indicator.formula:
        yield Text.assemble((below, "dim"), "   ", (safe(indicator.formula), "dim"))
    for number, child in enumerate(indicator.children, start=1):
        yield from _indicator_lines(child, below, number == len(indicator.children), width)


def scale_lines(scale: GradeScale) -> Iterator[Text]:
    """The grades, the best first, with the scores that earn them and other words for them."""
    for grade in scale.grades:
        scores = str(grade.range) if grade.range else "（只有名称）"
        also = f"  又称{'、'.join(grade.synonyms)}" if grade.synonyms else ""
        yield Text(f"  {grade.word}  {scores}{also}")


def layout_lines(layout: Layout, width: int) -> Iterator[Text]:
    """By what the layout is told, what its columns mean, and what holds in it."""
    yield from field("认作", "全文" if layout.of_report else "表格", width)
    for group in layout.recognition.headings:
        yield from field("须有", " 或 ".join(group), width)
    for name, texts in (("不应有", layout.recognition.absent), ("常有", layout.recognition.typical)):
        if texts:
            yield from field(name, "、".join(texts), width)
    for column in layout.columns:
        level = f" {column.level}" if column.level else ""
        yield from field("列", f"{column.role}{level}：{'、'.join(column.headings)}", width)
    yield from field("得分", "有" if layout.has_scores else "没有", width)
    if layout.execution is not None:
        weight = "" if layout.execution.weight is None else f"，{layout.execution.weight} 分"
        yield from field("执行率", f"除以{layout.execution.denominator.label}{weight}", width)
    for name, code in (("指标体系", layout.framework), ("提纲", layout.outline)):
        if code is not None:
            yield from field(name, code, width)


def _value_lines(content: object) -> Iterator[Text]:
    if not dataclasses.is_dataclass(content):
        return
    for item in dataclasses.fields(content):
        value = getattr(content, item.name)
        yield Text(
            f"  {item.name}：" + (f"{len(value)} 条" if isinstance(value, Sized) else safe(str(value)))
        )
