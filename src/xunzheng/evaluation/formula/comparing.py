"""Whether two formulas compute the same, found by trying both on the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from xunzheng.evaluation.formula.compiling import compile_formula
from xunzheng.evaluation.formula.errors import ValueRefused
from xunzheng.evaluation.formula.tree import Aggregate, Formula, Name, names

_ROUNDS = 8
_LIST = 3

Pair = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` is None where nothing could be shown; `reason` is a sentence for the user."""

    same: bool | None
    reason: str


def equivalent(left: Formula, right: Formula) -> bool | None:
    """Whether the formulas compute the same function of the same names; None if it cannot be shown.

    >>> from xunzheng.evaluation.formula import parse
    >>> equivalent(parse("甲÷乙×100%"), parse("（甲/乙）*100%")), equivalent(parse("甲÷乙"), parse("乙÷甲"))
    (True, False)
    """
    return compare(left, right).same


def compare(left: Formula, right: Formula) -> Comparison:
    """Compare two formulas by exact evaluation at eight fixed choices of distinct primes.

    Names that stand only inside aggregates are given lists. Targets and the way of writing do not
    count. Different results prove that the formulas differ; equal ones at all choices show the
    contrary as surely as such formulas allow, without being a proof.
    """
    ours, theirs = names(left), names(right)
    if set(ours) != set(theirs):
        return Comparison(False, _name_difference(set(ours), set(theirs)))
    lists = _only_in_aggregates(left) & _only_in_aggregates(right)
    first, second = compile_formula(left), compile_formula(right)
    pairs: list[Pair] = []
    for turn in range(_ROUNDS):
        values = _assignment(sorted(ours), lists, turn)
        try:
            pairs.append((first(values), second(values)))
        except ValueRefused as refusal:
            return Comparison(None, f"不能比较：{refusal}")
    return _judge(pairs)


def _judge(pairs: Sequence[Pair]) -> Comparison:
    known = [(left, right) for left, right in pairs if left is not None and right is not None]
    if len(known) < sum(left is not None or right is not None for left, right in pairs):
        return Comparison(False, "在同样的数值下，一个公式有结果而另一个无法确定。")
    if not known:
        return Comparison(None, "两个公式在各组数值下都无法确定，不能比较。")
    if all(left == right for left, right in known):
        return Comparison(True, f"在{len(known)}组不同的数值下结果都相同。")
    return Comparison(False, _describe_difference(known))


def _describe_difference(known: Sequence[tuple[Fraction, Fraction]]) -> str:
    if all(left * right == 1 for left, right in known):
        return "分子和分母颠倒：两个公式互为倒数。"
    if all(left == -right for left, right in known):
        return "正负号相反：相减的两项次序颠倒。"
    if all(left == right * 100 for left, right in known):
        return "前一个公式是后一个的100倍：“×100%”与“×100”不一致。"
    if all(left * 100 == right for left, right in known):
        return "后一个公式是前一个的100倍：“×100%”与“×100”不一致。"
    left, right = next((left, right) for left, right in known if left != right)
    return f"同样的数值下结果不同，例如{_shorten(left)}与{_shorten(right)}。"


def _shorten(number: Fraction) -> str:
    small = max(number.numerator.bit_length(), number.denominator.bit_length()) < 64
    return str(number) if small else "一个很长的分数"


def _name_difference(ours: set[str], theirs: set[str]) -> str:
    parts = []
    for title, only in (("前一个", ours - theirs), ("后一个", theirs - ours)):
        if only:
            listed = "、".join(f"“{name}”" for name in sorted(only)[:8])
            parts.append(f"只有{title}公式用到{listed}")
    return "用到的名称不同：" + "；".join(parts) + "。"


def _only_in_aggregates(formula: Formula) -> set[str]:
    inside: set[str] = set()
    outside: set[str] = set()
    pending = [(formula.expression, False)]
    while pending:
        node, within = pending.pop()
        if isinstance(node, Name):
            (inside if within else outside).add(node.text)
        single = isinstance(node, Aggregate) and len(node.arguments) == 1
        pending.extend((child, within or single) for child in node.children)
    return inside - outside


def _assignment(ordered: Sequence[str], lists: set[str], turn: int) -> dict[str, int | list[int]]:
    """Distinct primes for the names: rising, falling and mixed from turn to turn."""
    count = len(ordered)
    primes = _primes(count * (_LIST + 1) + 40 * (turn + 1))[-count * (_LIST + 1) :] if count else []
    if turn % 2:
        primes = primes[::-1]
    step = (1, 1, 2, 2, 3, 3, 5, 5)[turn]
    order = sorted(range(count), key=lambda place: (place * step % 7, place))
    values: dict[str, int | list[int]] = {}
    for rank, place in enumerate(order):
        name = ordered[place]
        values[name] = primes[_LIST * rank :][:_LIST] if name in lists else primes[-1 - rank]
    return values


@lru_cache(maxsize=64)
def _primes(count: int) -> list[int]:
    limit = max(100, 20 * count)
    sieve = bytearray([1]) * limit
    for number in range(2, int(limit**0.5) + 1):
        if sieve[number]:
            sieve[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return [number for number in range(2, limit) if sieve[number]][:count]
