"""The catalogue of clock rules: those in force at a place on a day, by their codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from xunzheng.calendars.rules import ClockRule
from xunzheng.rulebook.clock_table import ClockRules
from xunzheng.rulebook.pack import RulePack
from xunzheng.rulebook.refusal import AmbiguousPack, UnknownCode

_NEAREST = 5


def rules_in_force(packs: Iterable[RulePack], places: Sequence[str], on: date) -> Mapping[str, ClockRule]:
    """The rules in force on the day in the first of the places; the others are those that it lies in.

    A rule of a narrower place wins over one of the same code of a wider place, and every rule of a place
    over an example (a pack that is by code only). Raises AmbiguousPack where two rules of one place bear
    one code.
    """
    found: dict[str, ClockRule] = {}
    packs = [pack for pack in packs if pack.header.basis.holds_on(on)]
    for place in (*places, None):
        found = {**_rules_of(packs, place), **found}
    return dict(sorted(found.items()))


def find_rule(packs: Sequence[RulePack], places: Sequence[str], on: date, code: str) -> ClockRule:
    """The rule of that code. Raises UnknownCode that says where and since when there is one, or which codes
    are the nearest; and as `rules_in_force`.
    """
    in_force = rules_in_force(packs, places, on)
    if code in in_force:
        return in_force[code]
    elsewhere = [rule for rule in every_rule(packs) if rule.code == code]
    if elsewhere:
        raise _not_here(code, places[0], on, elsewhere)
    known = sorted({rule.code for rule in every_rule(packs)})
    nearest = nearest_codes(code, known)
    raise UnknownCode(
        "没有这个时限规则",
        where=f"编码“{code[:40]}”",
        expected="、".join(nearest or known),
        found=code,
        advice="请改用其中一个；xunzheng rules 列出全部，也可按字词查找。",
    )


def every_rule(packs: Iterable[RulePack]) -> Iterator[ClockRule]:
    """All rules of all packs, whenever and wherever they hold."""
    for pack in packs:
        if isinstance(pack.content, ClockRules):
            yield from pack.content.rules


def nearest_codes(code: str, known: Sequence[str]) -> list[str]:
    """The codes that are most like a code that there is none of, the most like first."""
    asked = code.upper()
    holding = [
        each for each in known if asked and (asked in each or each.startswith(asked.split(".")[0] + "."))
    ]
    alike = difflib.get_close_matches(asked[:60], known, n=_NEAREST, cutoff=0.5)
    return list(dict.fromkeys([*alike, *holding]))[: 2 * _NEAREST]


def _rules_of(packs: Iterable[RulePack], place: str | None) -> dict[str, ClockRule]:
    """The rules of one place; None: of the packs that are by code only."""
    rules: dict[str, ClockRule] = {}
    for pack in packs:
        if pack.header.by_code_only is not (place is None):
            continue
        if place is not None and pack.header.basis.jurisdiction != place:
            continue
        for rule in every_rule([pack]):
            other = rules.setdefault(rule.code, rule)
            if other is not rule:
                raise _both_claim(rule, other)
    return rules


def _not_here(code: str, place: str, on: date, elsewhere: Iterable[ClockRule]) -> UnknownCode:
    known = "、".join(
        f"{rule.basis.jurisdiction}（{rule.basis.valid_from} 起"
        + (f"，{rule.basis.valid_to} 止）" if rule.basis.valid_to else "）")
        for rule in elsewhere
    )
    return UnknownCode(
        "这一天、这个地区没有这条时限",
        where=f"{code}，{on.isoformat()}，{place}",
        expected=known,
        found="没有",
        advice="请用 --region 写明地区，或用 --on 写明日期。",
    )


def _both_claim(rule: ClockRule, other: ClockRule) -> AmbiguousPack:
    return AmbiguousPack(
        "同一地区有两条编码相同的时限规则",
        where=f"时限规则 {rule.code}",
        expected="至多一条",
        found="、".join(f"{each.basis.pack}" for each in (other, rule)),
        advice="请给其中一条换一个编码，或写明失效日期。",
    )


def check_clock_rules(packs: Sequence[RulePack]) -> None:
    """No two rules of one place bear one code on the same day. Raises AmbiguousPack."""
    clocks = [pack for pack in packs if isinstance(pack.content, ClockRules)]
    for pack in clocks:
        start = pack.header.basis.valid_from or date.min
        rules_in_force(clocks, (pack.header.basis.jurisdiction,), start)
