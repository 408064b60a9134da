"""Official forms out of their TOML tables."""

from __future__ import annotations

from xunzheng.authoring.forms import Content, Form, FundsRow, Layout, Level, Part
from xunzheng.evaluation.rules import Denominator, Qualitative, Rule
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.rule_table import read_rule

_LAYOUTS = {layout.value: layout for layout in Layout}
_CONTENTS = {content.value: content for content in Content}
_DENOMINATORS = {denominator.value: denominator for denominator in Denominator}
_DEEPEST = 3


def read_form(top: Fields, header: Header) -> Form:
    """The tables `[form]`, `[[funds]]`, `[[levels]]` and `[[outline]]`. Raises RulePackError."""
    table = top.table("form")
    form = Form(
        code=header.code,
        title=header.title,
        layout=Layout(table.choice("layout", _LAYOUTS)),
        table_title=table.text("table_title"),
        report_title=table.text("report_title"),
        framework=table.text("framework"),
        denominator=Denominator(table.choice("denominator", _DENOMINATORS)),
        planned=table.text("planned"),
        basis=header.basis,
        scale=table.optional_text("scale"),
        funds=tuple(_read_funds(item) for item in top.tables("funds")),
        levels=tuple(_read_level(item) for item in top.tables("levels")),
        management=table.texts("management"),
        qualitative=_read_qualitative(top),
        outline=tuple(_read_part(item, 1) for item in top.tables("outline")),
        notes=table.texts("notes"),
    )
    table.close()
    return form


def _read_funds(table: Fields) -> FundsRow:
    row = FundsRow(table.text("kind"), table.text("label"))
    table.close()
    return row


def _read_level(table: Fields) -> Level:
    level = Level(table.text("name"), table.texts("dimensions"))
    table.close()
    return level


def _read_qualitative(top: Fields) -> Qualitative | None:
    table = top.optional_table("qualitative")
    if table is None:
        return None
    rule: Rule = read_rule(table)
    if not isinstance(rule, Qualitative):
        raise table.refusal("kind", "不是定性指标的规则", "qualitative", type(rule).__name__, "请改写。")
    return rule


def _read_part(table: Fields, depth: int) -> Part:
    below = table.tables("parts")
    if below and depth == _DEEPEST:
        raise table.refusal("parts", "提纲层级过多", f"至多 {_DEEPEST} 级", f"第 {depth + 1} 级", "请合并。")
    says = table.texts("says")
    for word in says:
        if word not in _CONTENTS:
            raise table.refusal("says", "不认识的内容", "、".join(_CONTENTS), word, "请改用其中一个。")
    part = Part(
        title=table.text("title"),
        says=tuple(map(Content, says)),
        text=table.optional_text("text") or "",
        required=table.flag("required", default=False),
        prompt=table.optional_text("prompt") or "",
        parts=tuple(_read_part(item, depth + 1) for item in below),
    )
    table.close()
    return part
