"""Reports written as small texts, and what a check says of them as lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from _pytest.mark import ParameterSet

from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.audit.check import Check
from xunzheng.audit.finding import Citation, Finding, Held, Place
from xunzheng.audit.parameters import Deadline
from xunzheng.audit.reading import Reading, read
from xunzheng.audit.rules import Rules
from xunzheng.formats.text import read_text
from xunzheng.rulebook import standard_rules

RULES: Rules = standard_rules()


def with_deadline(month: int, day: int) -> Rules:
    """The standard rules with a time limit, which no standard pack sets."""
    citation = Citation("某市预算绩效管理办法", "某财绩〔2020〕1号", "第二十条", "某市/1")
    deadline = Deadline("某市自评报告报送时限", month, day, citation)
    return replace(RULES, parameters=replace(RULES.parameters, deadlines=(deadline,)), today=date(2024, 1, 1))


def reading(text: str) -> Reading:
    """The reading of a text as it would be read from a file."""
    return read(read_text(text.encode(), "报告.txt"))


def cases(text: str) -> list[ParameterSet]:
    """The cases of a table of examples, as parameters (report, expected outcomes).

    A line at the margin names a case; under it, indented, stand the lines of the report and then
    `-> …` for each outcome that is due, none where silence is. At least half of the cases must be
    without a finding: a false alarm costs as much as a miss.
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    lines: list[str] = []
    due: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line[:1].strip():
            assert line not in found, f"two cases named {line}"
            lines, due = found.setdefault(line, ([], []))
        elif line.startswith("    -> "):
            due.append(line.removeprefix("    -> "))
        else:
            lines.append(line.removeprefix("    "))
    reported = sum(any(not line.startswith("held") for line in due) for _, due in found.values())
    assert 2 * reported <= len(found), f"{reported} of {len(found)} cases have findings"
    return [pytest.param("\n".join(lines), due, id=name) for name, (lines, due) in found.items()]


def outcomes(check: Check, report: str, rules: Rules = RULES) -> list[str]:
    """What a check says of a report, one line each, held against what every outcome must fulfil.

    `error code: claim | expected | arithmetic @ quote · quote [rule]` for a finding, `held: arithmetic @ …`
    for a statement found right; `∅` is an empty cell.
    """
    read_out = reading(report)
    return [_line(check, outcome, read_out) for outcome in check.find(read_out, rules)]


def _line(check: Check, outcome: Finding | Held, read_out: Reading) -> str:
    assert outcome.code in check.codes
    assert outcome.code in CATALOGUE
    assert outcome.check == check.id
    assert outcome.where
    assert len(set(outcome.where)) == len(outcome.where)
    for place in outcome.where:
        _holds(place, read_out)
    quotes = " · ".join(place.quote or "∅" for place in outcome.where).replace("\n", "⏎")
    if isinstance(outcome, Held):
        return f"held: {outcome.arithmetic} @ {quotes}"
    assert outcome.claim.strip()
    assert outcome.expected.strip()
    assert outcome.advice.endswith("。")
    parts = [outcome.claim, outcome.expected, *([outcome.arithmetic] if outcome.arithmetic else [])]
    rule = f" [{outcome.rule.number or outcome.rule.title}]" if outcome.rule else ""
    said = " | ".join(parts).replace("\n", "⏎")
    return f"{outcome.severity} {outcome.code}: {said} @ {quotes}{rule}"


def _holds(place: Place, read_out: Reading) -> None:
    """A place quotes the text, on its line, inside its block and cell."""
    document = read_out.document
    assert document.text[place.start : place.end] == place.quote
    assert place.line == document.line_of(place.start)
    block = document.blocks[place.block]
    assert block.start <= place.start <= place.end <= block.end
    assert (place.row is None) == (place.column is None)
