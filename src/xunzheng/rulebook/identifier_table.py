"""Forms of codes and code lists out of their TOML tables."""

from __future__ import annotations

from types import MappingProxyType

from xunzheng.identifiers.code_forms import CodeForm, CodeForms, CodeList, FormPart, PartKind
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header

_LONGEST_PART = 64


def read_code_forms(top: Fields, _header: Header) -> CodeForms:
    """The `[[forms]]` and `[[lists]]` of a pack. Raises RulePackError."""
    lists = {found.code: found for found in map(_read_list, top.tables("lists"))}
    forms = tuple(map(_read_form, top.tables("forms")))
    if not lists and not forms:
        raise top.refusal("forms", "规则包是空的", "至少一个 forms 或 lists", "没有", "请补上。")
    return CodeForms(forms, MappingProxyType(lists))


def _read_list(table: Fields) -> CodeList:
    meanings = table.table("meanings")
    codes = meanings.keys()
    found = CodeList(table.text("code"), table.text("title"), {key: meanings.text(key) for key in codes})
    table.close()
    return found


def _read_form(table: Fields) -> CodeForm:
    form = CodeForm(
        table.text("code"),
        table.text("title"),
        tuple(map(_read_part, table.tables("parts"))),
        table.optional_text("separator") or "",
    )
    if not form.parts:
        raise table.refusal("parts", "没有组成部分", "至少一段", "没有", "请补上 parts。")
    table.close()
    return form


def _read_part(table: Fields) -> FormPart:
    kind = PartKind(table.choice("kind", {kind.value: kind for kind in PartKind}, "characters"))
    length = table.whole("length", 0)
    fixed = {PartKind.REGION: 6, PartKind.DAY: 8, PartKind.CREDIT_CODE: 18}.get(kind)
    expected = f"{fixed}" if fixed else f"1 到 {_LONGEST_PART}"
    if length != fixed if fixed else not 1 <= length <= _LONGEST_PART:
        raise table.refusal("length", "长度不对", expected, str(length), "请核对这一段的长度。")
    part = FormPart(table.text("name"), length, kind, table.optional_text("codes"))
    table.close()
    return part
