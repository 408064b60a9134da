"""Layouts of tables and reports out of their TOML tables."""

from __future__ import annotations

from xunzheng.audit.layout import ANY, Execution, Layout, LayoutColumn, Recognition, Role
from xunzheng.audit.parameters import RequiredDimension, WeightPart
from xunzheng.audit.rules import cite
from xunzheng.evaluation.rules import Denominator, Qualitative
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.rule_table import read_bands

_ROLES = {role.value: role for role in Role}
_DENOMINATORS = {denominator.value: denominator for denominator in Denominator}
_SUBJECTS = {"table": False, "report": True}
_UNITS = {unit: unit for unit in ("元", "千元", "万元", "亿元")}
_LEVELS = 4
_MOST_STARS = 2


def read_layout(top: Fields, header: Header) -> Layout:
    """The tables `[layout]`, `[recognition]`, `[[columns]]`, `[[weights]]`,
    `[[dimensions]]` and `[qualitative]`."""
    table = top.table("layout")
    execution = table.optional_table("execution")
    layout = Layout(
        code=header.code,
        title=header.title,
        basis=header.basis,
        recognition=_recognition(top.table("recognition")),
        of_report=_SUBJECTS[table.choice("of", _SUBJECTS)],
        columns=tuple(_column(item) for item in top.tables("columns")),
        has_scores=table.flag("scores"),
        money_unit=table.choice("money_unit", _UNITS) if "money_unit" in table else None,
        framework=table.optional_text("framework"),
        outline=table.optional_text("outline"),
        execution=_execution(execution) if execution else None,
        weights=tuple(_weight(item) for item in top.tables("weights")),
        dimensions=tuple(_dimension(item, header) for item in top.tables("dimensions")),
        qualitative=_bands(top),
    )
    _check_weights(top, layout)
    table.close()
    return layout


def _recognition(table: Fields) -> Recognition:
    read = Recognition(
        headings=tuple(_group(item) for item in table.tables("headings")),
        typical=table.texts("typical"),
        absent=table.texts("absent"),
        words=table.texts("words"),
    )
    if not read.headings:
        raise table.refusal("headings", "没有据以识别的表头", "至少一组 { any = [...] }", "空", "请写上。")
    for text in (*(name for group in read.headings for name in group), *read.typical, *read.absent):
        if text.count(ANY) > _MOST_STARS or not text.strip(ANY):
            raise table.refusal(
                "headings",
                "表头里的 * 过多",
                f"至多 {_MOST_STARS} 个 *，此外还有文字",
                text,
                "请写得具体些。",
            )
    table.close()
    return read


def _group(table: Fields) -> tuple[str, ...]:
    names = table.texts("any")
    if not names:
        raise table.refusal("any", "这一组没有表头", "至少一个表头", "空", "请写上，或删去这一组。")
    table.close()
    return names


def _column(table: Fields) -> LayoutColumn:
    role = _ROLES[table.choice("meaning", _ROLES)]
    level = table.whole("level", 0)
    if (role is Role.LEVEL) != (level > 0) or level > _LEVELS:
        expected = f"级次列写 1～{_LEVELS}，其他列不写"
        raise table.refusal("level", "级次不对", expected, str(level), "请改正。")
    column = LayoutColumn(role, table.texts("headings"), level)
    if not column.headings:
        raise table.refusal("headings", "这一列没有表头", "至少一个表头", "空", "请写上。")
    table.close()
    return column


def _execution(table: Fields) -> Execution:
    execution = Execution(
        _DENOMINATORS[table.choice("denominator", _DENOMINATORS)],
        table.optional_number("weight"),
        table.share("reason_below") if "reason_below" in table else None,
    )
    table.close()
    return execution


def _weight(table: Fields) -> WeightPart:
    part = WeightPart(table.texts("names"), table.number("weight"))
    table.close()
    return part


def _dimension(table: Fields, header: Header) -> RequiredDimension:
    dimension = RequiredDimension(table.text("level_one"), table.texts("names"), cite(header.basis))
    table.close()
    return dimension


def _bands(top: Fields) -> Qualitative | None:
    table = top.optional_table("qualitative")
    if table is None:
        return None
    bands = read_bands(table)
    table.close()
    return bands


def _check_weights(top: Fields, layout: Layout) -> None:
    total = sum(part.weight for part in layout.weights)
    if layout.weights and total != 100:
        raise top.refusal("weights", "一级指标权重之和不等于 100", "100", str(total), "请调整权重。")
