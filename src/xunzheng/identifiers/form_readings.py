"""Readings by the forms of codes that a rule pack brings."""

from __future__ import annotations

from datetime import date

from xunzheng.identifiers.code_forms import CodeForm, FormPart, PartKind
from xunzheng.identifiers.reading import CheckCharacter, Part, Reading
from xunzheng.identifiers.readings import credit_checks, support_of
from xunzheng.identifiers.tables import Tables


def form_reading(form: CodeForm, text: str, tables: Tables, on: date) -> Reading:
    """As a code of the form, of which the text has the length."""
    split = form.split(text)
    parts = tuple(Part(part.name, own, _meaning(part, own, tables, on)) for part, _, own in split)
    checks = tuple(
        CheckCharacter(check.name, check.position + place - 1, check.found, check.expected)
        for part, place, own in split
        if part.kind is PartKind.CREDIT_CODE
        for check in credit_checks(own)
    )
    flaws = form.flaws(text)
    return Reading(form.code, form.title, text, parts, checks, flaws, (), support_of(parts, checks))


def _meaning(part: FormPart, text: str, tables: Tables, on: date) -> str:
    if part.kind is PartKind.REGION:
        return tables.region(text, on)
    return tables.forms.meaning(part.codes, text)
