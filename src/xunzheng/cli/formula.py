"""The command `formula`: computes a formula as printed in the tables and writes out each step."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from rich.text import Text

from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import equated, field, opened_output, page_width, print_lines, safe
from xunzheng.evaluation.formula import Formula, FormulaError, Outcome, evaluate, names, parse
from xunzheng.evaluation.formula.naming import fold_name
from xunzheng.quantities.quantity import Mention, Quantity
from xunzheng.quantities.scan import scan

_BARE = re.compile(r"[-+－＋]?[0-9]{1,30}(\.[0-9]{1,30})?")
Given = Quantity | Decimal


def show_formula(text: str, assignments: Sequence[str]) -> int:
    """Compute and print; without values, say which are needed. Raises `Refused` with the place."""
    try:
        formula = parse(text)
        values = read_values(assignments)
        if names(formula) and not values:
            lines, outcome = _needed(formula), None
        else:
            outcome = evaluate(formula, values)
            lines = ()
    except FormulaError as error:
        pointer = f"\n{error.pointer()}" if error.text else ""
        raise Refused(f"{error}{pointer}") from None
    with opened_output(None) as console:
        width = page_width(console)
        print_lines(console, lines if outcome is None else outcome_lines(outcome, formula, width))
    _name_unused(formula, values)
    return 0


def _name_unused(formula: Formula, values: Mapping[str, object]) -> None:
    """Say on stderr which values the formula does not ask for: a misspelt name would else go unseen."""
    asked = {fold_name(name) for name in names(formula)}
    unused = [name for name in values if fold_name(name) not in asked]
    if unused:
        told = "、".join(f"“{safe(name)}”" for name in unused)
        print(f"xunzheng：公式里没有{told}，所给的值没有用到。请核对名称。", file=sys.stderr)


def read_values(assignments: Sequence[str]) -> dict[str, Given | list[Given]]:
    """The values by name; a name that is given several times has a list of values.

    >>> read_values(["甲=2", "甲=3.5"])
    {'甲': [Decimal('2'), Decimal('3.5')]}
    """
    values: dict[str, list[Given]] = {}
    for assignment in assignments:
        name, sign, written = re.sub("[＝=]", "=", assignment, count=1).partition("=")
        if not sign or not name.strip() or not written.strip():
            raise Refused(f"“{assignment}”不是“名称=值”的写法，例如 实际到位资金=491万元。")
        values.setdefault(name.strip(), []).append(read_value(written.strip(), name.strip()))
    return {name: given[0] if len(given) == 1 else given for name, given in values.items()}


def read_value(written: str, name: str) -> Given:
    """One value: a bare number, or a quantity with its unit that takes up the whole text."""
    if _BARE.fullmatch(written):
        return Decimal(written.translate(str.maketrans("－＋", "-+")))
    found = scan(written)
    if len(found) != 1 or not isinstance(found[0], Mention) or found[0].text != written:
        raise Refused(f"“{name}”的值“{written}”不是一个数，应写成 491、491万元、78.64% 这样。")
    return found[0].quantity


def outcome_lines(outcome: Outcome, formula: Formula, width: int) -> Iterator[Text]:
    """The result, the steps that lead to it, and what is odd about the formula or the result."""
    written = f"{outcome.target} {equated(outcome.written)}" if outcome.target else outcome.written
    yield Text(safe(written), style="bold")
    for number, step in enumerate(outcome.steps, start=1):
        yield from field("", f"{number}. {step.what}：{step.how} {equated(step.result)}", width)
    for oddity in formula.oddities:
        yield from field("注意", f"第{oddity.start + 1}个字符：{oddity.message}", width, "yellow")
    for warning in outcome.warnings:
        yield from field("注意", warning, width, "yellow")


def _needed(formula: Formula) -> tuple[Text, ...]:
    wanted = " ".join(f"{name}=…" for name in names(formula))
    return (Text("这个公式需要以下各项的值："), Text(f"    {safe(wanted)}", style="bold"))
