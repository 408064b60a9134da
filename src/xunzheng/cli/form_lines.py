"""An official form as `frameworks` lists it: funds, levels, and the outline with the keys of its texts."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from xunzheng.authoring.forms import Form, Part


def form_lines(form: Form) -> Iterator[Text]:
    """What a project file may hold under the form, and what the report is made of."""
    yield Text(f"  表：{form.table_title}；指标体系 {form.framework}；执行率的分母是{form.denominator.label}")
    yield Text(f"  资金来源：{'、'.join(f'{row.kind}（{row.label}）' for row in form.funds)}")
    for level in form.levels:
        yield Text(f"  {level.name}：{'、'.join(level.dimensions)}")
    if form.management:
        yield Text(f"  资金管理情况：{'、'.join(form.management)}")
    yield Text("  报告提纲：")
    for part in form.outline:
        yield from _part_lines(part, 2)


def _part_lines(part: Part, depth: int) -> Iterator[Text]:
    need = "必填" if part.required else "可不填"
    key = f"  texts.{part.text}（{need}）" if part.text else ""
    yield Text.assemble("  " * depth, part.title, (key, "dim"))
    for below in part.parts:
        yield from _part_lines(below, depth + 1)
