"""A stated share (占…%) is the part before it over some whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter

from xunzheng.audit.arithmetic import is_unit_step, rate_fits, write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.parameters import Tolerance
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import ShareClaim, is_plain
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import compare_rate, round_half_up
from xunzheng.quantities.writing import write, write_number


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each share whose part and possible wholes the paragraph gives.

    It is wrong only if the text names its whole, or its sentence holds just one figure that can be it.
    """
    certain = rules.parameters.tolerances.share_meant
    named: dict[str, list[Figure]] = {}
    joined: set[int] = set()
    for claim in reading.shares:
        if claim.given:
            yield from _given(reading, claim, certain)
            continue
        candidates = [w for w in claim.wholes if w.quantity.in_base >= claim.part.quantity.in_base > 0]
        fitting = next(
            (
                whole
                for whole in reversed(candidates)
                if compare_rate(claim.figure.quantity, claim.part.quantity, whole.quantity).holds
            ),
            None,
        )
        if fitting is not None:
            where = tuple(
                reading.figure_place(claim.sentence, f) for f in (claim.figure, claim.part, fitting)
            )
            written = write_rate(claim.figure.quantity, claim.part.quantity, fitting.quantity)
            yield Held("rate", where, written, CHECK.id)
            continue
        if _of_fellows(claim):
            continue
        if _makes_all(claim):
            if claim.sentence.start not in joined:
                yield _of_all(reading, claim)
            joined.add(claim.sentence.start)
            continue
        whole = _meant(claim, candidates)
        if whole is not None and (_is_told(claim, whole) or _close(claim, whole, certain)):
            severity = Severity.ERROR if _close(claim, whole, certain) else Severity.SUSPICION
            yield _finding(reading, claim, whole, severity)
        elif whole is None and len(claim.named) >= _SHORTEST and not candidates:
            named = named or _totals(reading)
            yield from _elsewhere(reading, claim, named.get(claim.named[-_SHORTEST:], []), rules)


def _totals(reading: Reading) -> dict[str, list[Figure]]:
    """The plain figures of the report by the last words before them (合计投资27186万元: 投资)."""
    found: dict[str, list[Figure]] = {}
    for sentence in reading.prose:
        for figure in sentence.figures:
            words = _HAN.findall(figure.label)
            if words and is_plain(figure) and _WHOLE.search(figure.label):
                named = found.setdefault("".join(words)[-_SHORTEST:], [])
                named.extend([figure] if len(named) < _MOST else [])
    return found


def _elsewhere(reading: Reading, claim: ShareClaim, wholes: Sequence[Figure], rules: Rules) -> Outcomes:
    """A share of a whole that only another paragraph states: a reader must say whether it is that one."""
    larger = [
        w for w in wholes if w.base == claim.part.base and w.quantity.in_base > claim.part.quantity.in_base
    ]
    values = {w.quantity.in_base for w in larger}
    fits = any(compare_rate(claim.figure.quantity, claim.part.quantity, w.quantity).holds for w in larger)
    if len(values) == 1 and not fits and _close(claim, larger[0], rules.parameters.tolerances.rate_near):
        yield _finding(reading, claim, larger[0], Severity.SUSPICION)


def _given(reading: Reading, claim: ShareClaim, certain: Tolerance) -> Outcomes:
    """A share of the amount that stands right before it; the part may be all that was told before it."""
    (whole,) = claim.wholes
    stated = claim.figure.quantity
    at = bisect_left(claim.sentence.figures, whole.start, key=attrgetter("start"))
    told = [f for f in claim.sentence.figures[max(at - _MOST, 0) : at] if f.base == whole.base]
    sums = accumulate(Fraction(f.quantity.in_base) for f in reversed(told))
    if compare_rate(stated, claim.part.quantity, whole.quantity).holds:
        where = tuple(reading.figure_place(claim.sentence, f) for f in (claim.figure, claim.part, whole))
        yield Held("rate", where, write_rate(stated, claim.part.quantity, whole.quantity), CHECK.id)
    elif whole.quantity.value and not any(
        rate_fits(stated, part / Fraction(whole.quantity.in_base)) for part in sums
    ):
        severity = Severity.ERROR if len(told) == 1 else Severity.SUSPICION
        if is_unit_step(stated, Fraction(claim.part.quantity.in_base) / Fraction(whole.quantity.in_base)):
            yield replace(
                _finding(reading, claim, whole, severity), code="unit-slip", advice="请核对两个数的单位。"
            )
        elif _close(claim, whole, certain):
            yield _finding(reading, claim, whole, severity)
        elif len(told) == 1 and _SET_AGAINST.match(whole.label):
            yield _finding(reading, claim, whole, Severity.SUSPICION)


_SET_AGAINST = re.compile(r"\W*(?:仅|只|已)?(?:占|完成|为|是|达到?|相当于)")
_AMONG = re.compile(r"中(?!央|心|小|学|医|药|型|标)")
_OF_WHICH = re.compile(r"\W*其中")
_MOST = 24  # figures of one name that are kept
_SHORTEST = 2  # characters by which a whole is known elsewhere in the report
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WHOLE = re.compile(r"总|合计|共|全年|全部")


def _of_fellows(claim: ShareClaim) -> bool:
    """Whether the part has its share of the sum of all parts that have shares in the sentence."""
    same = [f.quantity.in_base for f in claim.fellows if f.base == claim.part.base]
    whole = sum(same, Decimal(0))
    if len(same) < 2 or not whole:
        return False
    return rate_fits(claim.figure.quantity, Fraction(claim.part.quantity.in_base) / Fraction(whole))


def _shares(claim: ShareClaim) -> dict[int, Decimal]:
    """The share that stands behind each part of the sentence that has one, by the part's offset."""
    figures = claim.sentence.figures
    places = [bisect_left(figures, f.start, key=attrgetter("start")) for f in claim.fellows]
    return {
        figures[at].start: figures[at + 1].quantity.in_base
        for at in places
        if figures[at].base == claim.part.base
    }


def _makes_all(claim: ShareClaim) -> bool:
    """Whether the shares of the sentence come to 100 %, so that its parts alone are the whole."""
    shares = _shares(claim)
    return (
        len(shares) > 1
        and abs(sum(shares.values(), Decimal(0)) - 1) <= len(shares) * claim.figure.quantity.step / 2
    )


def _of_all(reading: Reading, claim: ShareClaim) -> Finding:
    """Shares that come to 100 % of parts that do not stand to each other so; which is wrong, none can say."""
    parts = [f for f in claim.fellows if f.base == claim.part.base]
    whole = sum((f.quantity.in_base for f in parts), Decimal(0))
    exact = Fraction(claim.part.quantity.in_base) / Fraction(whole)
    stated = claim.figure.quantity
    shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
    top, unit = write(claim.part.quantity), claim.part.quantity.unit
    under = " + ".join(write(f.quantity) for f in parts)
    return Finding(
        code="rate",
        severity=Severity.SUSPICION,
        where=tuple(reading.block_place(f.start, f.end) for f in (claim.figure, *parts)),
        claim=f"占 {claim.figure.text}",
        expected=f"占 {write_number(shown)}{stated.unit.symbol}",
        arithmetic=f"{top} ÷ （{under}） = {write_number(shown)}{stated.unit.symbol} ≠ {write(stated)}",
        advice=f"各项占比合计为 100%，与各项{unit.symbol}数之比不符，请核对其中哪一个数写错。",
        check=CHECK.id,
    )


def _meant(claim: ShareClaim, candidates: Sequence[Figure]) -> Figure | None:
    """The one whole that the text can mean: the one that it names, else the only one in the sentence."""
    if claim.named:
        named = [w for w in candidates if claim.named in w.label or _tail_of(claim.named, w.label)]
        return named[-1] if len({w.quantity.in_base for w in named}) == 1 else None
    fellows = {f.start for f in claim.fellows}
    own = [w for w in candidates if w.start >= claim.sentence.start and w.start not in fellows]
    return own[0] if len({w.quantity.in_base for w in own}) == 1 else None


def _is_told(claim: ShareClaim, whole: Figure) -> bool:
    """Whether the words set the part against its whole: 总支出738万元中，社会保险补贴218万元，占29.52%."""
    at = bisect_left(claim.sentence.figures, whole.start, key=attrgetter("start"))
    follows = claim.sentence.figures[at + 1 : at + 2] == (claim.part,)
    return follows and bool(_AMONG.match(whole.tail) or _OF_WHICH.match(claim.part.label))


def _tail_of(named: str, label: str) -> bool:
    """Whether a label ends with the last words of the whole's name (调整后预算 in …调整后预算)."""
    return len(named) >= 4 and label.endswith(named[-4:])


def _close(claim: ShareClaim, whole: Figure, certain: Tolerance) -> bool:
    """Whether the quotient is near enough to the stated share to be what was meant."""
    exact = Fraction(claim.part.quantity.in_base) / Fraction(whole.quantity.in_base)
    stated = Fraction(claim.figure.quantity.in_base)
    if claim.figure.quantity.unit.symbol == "倍":
        return stated / 2 < exact < stated * 2
    return abs(exact - Fraction(claim.figure.quantity.in_base)) <= Fraction(certain.value)


def _finding(
    reading: Reading, claim: ShareClaim, whole: Figure, severity: Severity = Severity.ERROR
) -> Finding:
    written = write_rate(claim.figure.quantity, claim.part.quantity, whole.quantity)
    figures = (claim.figure, claim.part, whole)
    stated = claim.figure.quantity
    exact = Fraction(claim.part.quantity.in_base) / Fraction(whole.quantity.in_base)
    shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
    return Finding(
        code="growth" if claim.figure.quantity.unit.symbol == "倍" else "rate",
        severity=severity,
        where=tuple(reading.block_place(figure.start, figure.end) for figure in figures),
        claim=f"{'是' if stated.unit.symbol == '倍' else '占'} {claim.figure.text}",
        expected=f"{'是' if stated.unit.symbol == '倍' else '占'} {write_number(shown)}{stated.unit.symbol}",
        arithmetic=written,
        advice="请重新计算占比，并注明以什么为总数。",
        check=CHECK.id,
    )


CHECK = Check("share", 2, ("rate", "growth", "unit-slip"), find)
