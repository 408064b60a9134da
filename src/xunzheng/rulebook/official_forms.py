"""The official forms of a shelf, each with all that it refers to."""

from __future__ import annotations

from datetime import date

from xunzheng.authoring.forms import Form, FormRules
from xunzheng.rulebook.refusal import UnknownCode
from xunzheng.rulebook.shelf import Shelf, standard_shelf


def forms(shelf: Shelf | None = None) -> tuple[Form, ...]:
    """The forms of a shelf, by code; those that come with the program without one."""
    packs = (shelf or standard_shelf()).packs
    return tuple(pack.content for pack in packs if isinstance(pack.content, Form))


def form_rules(code: str, shelf: Shelf | None = None, today: date | None = None) -> FormRules:
    """The form of that code with its framework, its scale, and the rules of the audit.

    Raises UnknownCode with the codes that there are.

    >>> form_rules("national-2020").form.table_title
    '项目支出绩效自评表'
    """
    chosen = shelf or standard_shelf()
    form = next((form for form in forms(chosen) if form.code == code), None)
    if form is None:
        known = "、".join(each.code for each in forms(chosen))
        raise UnknownCode(
            "没有这个表样", where=f"编码“{code[:40]}”", expected=known, found=code, advice="请改用其中一个。"
        )
    framework = chosen.framework(form.framework)
    scale = chosen.scale(form.scale) if form.scale else None
    return FormRules(form, framework, scale, chosen.rules(today=today))
