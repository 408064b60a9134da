"""The funds of a report by source: from the funds block of its table, and from what its sentences tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xunzheng.audit.finding import Place
from xunzheng.audit.reading import Reading
from xunzheng.audit.sheet import FundsRow, Sheet, Stated
from xunzheng.audit.statements.flows import Flow, is_plain
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.authoring.draft import Draft, in_wan_yuan
from xunzheng.authoring.forms import Form
from xunzheng.authoring.forms import FundsRow as FormRow
from xunzheng.quantities.units import Dimension

_FACTORS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(10**8)}
_KINDS = {
    "current": re.compile(r"当年|本年|财政拨款|一般公共预算"),
    "carried": re.compile(r"结转|结余"),
    "other": re.compile(r"其[他它]|自筹|单位资金"),
    "central": re.compile(r"中央"),
    "province": re.compile(r"省级|省财政|自治区"),
    "city": re.compile(r"市级|市财政|州级"),
    "county": re.compile(r"[县区]级|[县区]财政"),
    "local": re.compile(r"地方|[省市县区]级"),
}
_STAGES = {Stage.PLANNED: "budget", Stage.ARRIVED: "arrived", Stage.SPENT: "spent"}
_WHOLLY = re.compile(r"全部(?:为|由|来自)(?P<label>[^，。；]{2,40})")
_WORDS = {"budget": "预算数", "arrived": "到位数"}
_KEYS = ("initial", "budget", "arrived", "spent")

Found = dict[tuple[str, str], tuple[Decimal, Place]]


def put_funds(draft: Draft, reading: Reading, sheet: Sheet | None, form: Form) -> None:
    """Each source of the form that the report states, in 万元, with what it had planned, got and spent."""
    table = _from_table(sheet, form) if sheet is not None else {}
    told, totals = _from_prose(reading, form)
    found = {**told, **table}
    kinds = [row.kind for row in form.funds if any(found.get((row.kind, key), (0,))[0] for key in _KEYS)]
    if not kinds and totals:
        kinds = [form.funds[0].kind]
        found = {(kinds[0], key): value for key, value in totals.items()}
        draft.note(("funds", 0), "存疑：报告没有写明资金来源，全部记在这一种；请核对")
    if len(kinds) == 1:
        found = {**{(kinds[0], key): value for key, value in totals.items()}, **found}
    for number, kind in enumerate(kinds):
        draft.put(("funds", number, "kind"), kind)
        for key in _KEYS:
            if (kind, key) in found:
                draft.put(("funds", number, key), *found[kind, key])
    _put_following(draft, kinds, found, totals)
    _put_arrived(draft, kinds, found, reading)


def _put_following(
    draft: Draft, kinds: list[str], found: Found, totals: dict[str, tuple[Decimal, Place]]
) -> None:
    """What follows from the totals: a part of nothing, and all of it where the whole is all of it."""
    for key, base in (("initial", "budget"), ("arrived", "budget"), ("spent", "arrived")):
        known = [found.get((kind, key)) for kind in kinds]
        whole = totals.get(key)
        if any(known) and whole is not None and sum((v[0] for v in known if v), Decimal(0)) == whole[0]:
            for number in (n for n, value in enumerate(known) if value is None):
                draft.put(("funds", number, key), Decimal(0), None, f"由合计 {whole[0]} 减去其余来源得出")
        elif not any(known):
            _put_alike(draft, kinds, found, key, base, whole)


def _put_arrived(draft: Draft, kinds: list[str], found: Found, reading: Reading) -> None:
    """All that was planned, where no amount is said to have arrived but the rate of 100 % is."""
    whole = (claim for claim in reading.rates if claim.name.endswith("到位率"))
    claim = next((each for each in whole if each.figure.quantity.in_base == 1), None)
    budgets = [found[kind, "budget"] for kind in kinds if (kind, "budget") in found]
    if claim is None or len(budgets) < len(kinds) or any((kind, "arrived") in found for kind in kinds):
        return
    for number, (amount, _) in enumerate(budgets):
        place = reading.figure_place(claim.sentence, claim.figure)
        draft.put(("funds", number, "arrived"), amount, place, "由到位率 100% 推出")


def _put_alike(
    draft: Draft, kinds: list[str], found: Found, key: str, base: str, whole: tuple[Decimal, Place] | None
) -> None:
    same = [found[kind, base] for kind in kinds if (kind, base) in found]
    added = sum((amount for amount, _ in same), Decimal(0))
    unchanged = key == "initial" and whole is None
    if len(same) < len(kinds) or not (unchanged or (whole is not None and whole[0] == added)):
        return
    for number, value in enumerate(same):
        why = "报告没有写预算调整，视同未调整" if unchanged else f"由合计与{_WORDS[base]}的合计相同推出"
        draft.put(("funds", number, key), value[0], None, why)
        found[kinds[number], key] = value


def _from_table(sheet: Sheet, form: Form) -> Found:
    found: Found = {}
    factor = _FACTORS.get(sheet.money_unit, Decimal(10_000))
    for row in sheet.funds:
        kind = _kind(row.name, form)
        for key, stated in _stated(row):
            if kind is not None and stated.value is not None and (kind, key) not in found:
                found[kind, key] = (in_wan_yuan(stated.value, factor), stated.place)
    return found


def _stated(row: FundsRow) -> Iterator[tuple[str, Stated]]:
    pairs = (("initial", row.initial), ("budget", row.budget), ("spent", row.executed))
    return ((key, stated) for key, stated in pairs if stated is not None)


def _kind(words: str, form: Form) -> str | None:
    """The kind of funds that words name: the row of the form whose label they hold, else the usual words."""
    if "总额" in words or "合计" in words:
        return None
    named = [row for row in form.funds if row.label in words]
    usual = [row for row in form.funds if _usual(row, words)]
    return next((row.kind for row in (*named, *usual)), None)


def _usual(row: FormRow, words: str) -> bool:
    pattern = _KINDS.get(row.kind)
    return pattern is not None and pattern.search(words) is not None


def _from_prose(reading: Reading, form: Form) -> tuple[Found, dict[str, tuple[Decimal, Place]]]:
    """The amounts by source and stage that sentences state, and the totals; the first of each."""
    found: Found = {}
    totals: dict[str, tuple[Decimal, Place]] = {}
    for flow in _money(reading):
        key = _key(flow)
        value = (
            in_wan_yuan(flow.figure.quantity.value, flow.figure.quantity.unit.factor),
            _at(reading, flow),
        )
        kind = _kind(flow.figure.label, form)
        if key is None:
            continue
        if kind is not None:
            found.setdefault((kind, key), value)
        else:
            totals.setdefault(key, value)
            wholly = _WHOLLY.search(flow.figure.tail or _behind(flow))
            only = _kind(wholly["label"], form) if wholly else None
            if only is not None:
                found.setdefault((only, key), value)
    return found, totals


def _behind(flow: Flow) -> str:
    sentence, end = flow.sentence, flow.figure.end
    return sentence.text[end - sentence.start : end - sentence.start + 60]


def _key(flow: Flow) -> str | None:
    key = _STAGES.get(flow.stage) if flow.stage is not None else None
    return "initial" if key == "budget" and "年初" in flow.figure.label else key


def _money(reading: Reading) -> Iterator[Flow]:
    for paragraph in reading.flows:
        for sentence, flows in paragraph.sentences:
            if sentence.row is None:
                yield from (
                    f
                    for f in flows
                    if f.figure.quantity.unit.dimension is Dimension.MONEY and is_plain(f.figure)
                )


def _at(reading: Reading, flow: Flow) -> Place:
    return reading.figure_place(flow.sentence, flow.figure)
