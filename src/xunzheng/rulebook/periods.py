"""No two packs of one kind and jurisdiction are in force on the same day."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

from xunzheng.rulebook.header import PackForm
from xunzheng.rulebook.pack import RulePack
from xunzheng.rulebook.refusal import AmbiguousPack


def check_periods(packs: Iterable[RulePack]) -> None:
    """Packs that are asked for by code only, and layouts, may stand beside any other.

    Raises AmbiguousPack with the two that claim the same day.
    """
    chosen = (pack for pack in packs if pack.header.form is not PackForm.LAYOUT)
    selectable = sorted((pack for pack in chosen if not pack.header.by_code_only), key=_claim)
    for one, other in itertools.pairwise(selectable):
        same = _claim(one)[:2] == _claim(other)[:2]
        if same and _end(one) > _start(other):
            raise _both_in_force(one, other)


def _claim(pack: RulePack) -> tuple[str, str, date]:
    return (pack.header.kind, pack.header.basis.jurisdiction, _start(pack))


def _start(pack: RulePack) -> date:
    return pack.header.basis.valid_from or date.min


def _end(pack: RulePack) -> date:
    return pack.header.basis.valid_to or date.max


def _both_in_force(one: RulePack, other: RulePack) -> AmbiguousPack:
    kind, place, start = _claim(other)
    end = min(_end(one), _end(other))
    until = "起" if end == date.max else f"起，{end.isoformat()} 止"
    return AmbiguousPack(
        "同一时期有两个规则包适用",
        where=f"种类 {kind}，适用范围 {place}，{start.isoformat()} {until}",
        expected="至多一个",
        found="、".join(f"{pack.header.code}（{pack.name}）" for pack in (one, other)),
        advice="请给较早的一个写上失效日期 valid_to；只按编码取用的写上 by_code_only = true；"
        "本来不是一类的改写 kind。",
    )
