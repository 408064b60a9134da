"""Packs of codes and of regions as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from xunzheng.cli.terminal import field
from xunzheng.identifiers.code_forms import CodeForm, CodeForms
from xunzheng.rulebook.region_table import RegionTable


def code_form_lines(forms: CodeForms, width: int) -> Iterator[Text]:
    """Each form with its parts, each code list with its meanings."""
    for form in forms.forms:
        yield from _form_lines(form, width)
    for own in forms.lists.values():
        yield Text.assemble("  ", (own.title, "bold"), (f"  {own.code}", "dim"))
        yield from field("", "、".join(f"{code} {meaning}" for code, meaning in own.meanings.items()), width)


def region_lines(table: RegionTable) -> Iterator[Text]:
    """How many names and changes there are, and how to ask for one."""
    for name, text in (("名称", table.codes), ("代码变更", table.changes)):
        yield Text(f"  {name}：{len(text.strip().splitlines())} 条")
    yield Text("  查一个编码里的区划：xunzheng id CODE --on YYYY-MM-DD", style="dim")


def _form_lines(form: CodeForm, width: int) -> Iterator[Text]:
    parts = form.separator.join(f"[{part.name} {part.length}]" for part in form.parts)
    yield Text.assemble("  ", (form.title, "bold"), (f"  {form.code}", "dim"), f"  {form.length} 位")
    yield from field("", parts, width)
