"""A rule pack: one TOML text, strictly read into frozen records."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xunzheng.audit.layout import Layout
from xunzheng.audit.parameters import AuditParameters
from xunzheng.authoring.forms import Form
from xunzheng.calendars.hours import HoursRule
from xunzheng.calendars.notices import StatutoryHolidays, YearNotice
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.grades import GradeScale
from xunzheng.evaluation.rules import Adjustments
from xunzheng.identifiers.code_forms import CodeForms
from xunzheng.processes.definition import Definition
from xunzheng.refusal import Refusal, shorten
from xunzheng.rulebook.calendar_table import read_notice, read_statutory_holidays
from xunzheng.rulebook.clock_table import ClockRules, read_clocks
from xunzheng.rulebook.content import (
    Weights,
    read_adjustments,
    read_framework,
    read_scale,
    read_weights,
)
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.form_table import read_form
from xunzheng.rulebook.header import Header, PackForm, read_header
from xunzheng.rulebook.hours_table import read_hours
from xunzheng.rulebook.identifier_table import read_code_forms
from xunzheng.rulebook.layout_table import read_layout
from xunzheng.rulebook.parameter_table import read_parameters
from xunzheng.rulebook.process_table import read_process
from xunzheng.rulebook.refusal import RulePackError
from xunzheng.rulebook.region_table import RegionTable, read_region_table

LARGEST = 512 * 1024

Content = (
    Framework
    | Weights
    | GradeScale
    | Adjustments
    | AuditParameters
    | Layout
    | Form
    | YearNotice
    | StatutoryHolidays
    | HoursRule
    | ClockRules
    | RegionTable
    | CodeForms
    | Definition
)

_READERS: Mapping[PackForm, Callable[[Fields, Header], Content]] = {
    PackForm.FRAMEWORK: read_framework,
    PackForm.WEIGHTS: read_weights,
    PackForm.SCALE: read_scale,
    PackForm.ADJUSTMENTS: read_adjustments,
    PackForm.PARAMETERS: read_parameters,
    PackForm.FORM: read_form,
    PackForm.LAYOUT: read_layout,
    PackForm.CALENDAR: read_notice,
    PackForm.STATUTORY_HOLIDAYS: read_statutory_holidays,
    PackForm.HOURS: read_hours,
    PackForm.CLOCKS: read_clocks,
    PackForm.REGIONS: read_region_table,
    PackForm.CODES: read_code_forms,
    PackForm.PROCESS: read_process,
}


@dataclass(frozen=True, slots=True)
class RulePack:
    """A rule pack as read: its head, its content, and the name of the file that it came from."""

    name: str
    header: Header
    content: Content


def load_pack(text: str | bytes, name: str, *, check_formulas: bool = True) -> RulePack:
    """Read one pack; `name` is the file's name, for the messages.

    Unknown keys, wrong types, missing citations, weights that do not add up and, with
    `check_formulas`, formulas that do not parse are refused.

    Raises RulePackError: file, place in it, expected, found, what to do.
    """
    top = Fields(_parse(_decode(text, name), name), f"规则包 {name}")
    header = read_header(top)
    try:
        content = _READERS[header.form](top, header)
    except RulePackError:
        raise
    except Refusal as error:
        where = f"规则包 {name} › {error.where}"
        raise RulePackError(
            error.what, where=where, expected=error.expected, found=error.found, advice=error.advice
        ) from error
    top.close()
    pack = RulePack(name, header, content)
    if check_formulas:
        parse_formulas(pack)
    return pack


def parse_formulas(pack: RulePack) -> None:
    """Parse every formula of a framework and every line of regions; other packs are read whole already.

    Raises RulePackError: file, path of the indicator or line, and what is wrong with it.
    """
    from xunzheng.evaluation.formula import FormulaError, parse

    if isinstance(pack.content, RegionTable):
        pack.content.regions()
    if not isinstance(pack.content, Framework):
        return
    for located in pack.content.walk():
        formula = located.indicator.formula
        if formula is None:
            continue
        try:
            parse(formula)
        except FormulaError as error:
            raise RulePackError(
                f"公式无法解析：{error}",
                where=f"规则包 {pack.name} › {' › '.join(located.path)} › formula",
                expected="官方表格写法的公式",
                found=formula,
                advice="请核对括号和运算符。",
            ) from error


def _decode(text: str | bytes, name: str) -> str:
    if len(text) > LARGEST:
        raise _unreadable(
            name, "文件过大", f"不超过 {LARGEST // 1024} KB", f"{len(text) // 1024} KB", "请拆分。"
        )
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"第 {error.start + 1} 个字节不是 UTF-8"
        advice = "请把文件另存为 UTF-8 编码。"
        raise _unreadable(name, "编码不对", "UTF-8 编码的文本", found, advice) from error


def _parse(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, InvalidOperation, RecursionError) as error:
        found = "嵌套过深" if isinstance(error, RecursionError) else _in_chinese(str(error))
        advice = "请在那里修改；文字要用英文双引号括起来。"
        raise _unreadable(name, "不是有效的 TOML", "TOML 格式的文本", found, advice) from error


def _in_chinese(message: str) -> str:
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if place:
        return f"第 {place[1]} 行第 {place[2]} 列写法有误（{message[: place.start()].strip()[:60]}）"
    return "文件末尾不完整" if "end of document" in message else shorten(message)


def _unreadable(name: str, what: str, expected: str, found: str, advice: str) -> RulePackError:
    return RulePackError(what, where=f"规则包 {name}", expected=expected, found=found, advice=advice)
