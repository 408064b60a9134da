"""The command `rules`: the catalogue of clocks, searched by code, title or law, or one rule in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.text import Text

from xunzheng.calendars.explanation_json import rule_to_json
from xunzheng.calendars.rules import ClockRule, ExtensionRule
from xunzheng.cli.due import basis_lines
from xunzheng.cli.frameworks import citation, period
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import field, opened_output, page_width, print_lines, safe
from xunzheng.rulebook import Shelf, shelf_from
from xunzheng.rulebook.clock_catalogue import every_rule, nearest_codes
from xunzheng.rulebook.header import NATION, jurisdictions_above
from xunzheng.rulebook.regions import regions_with


@dataclass(frozen=True, slots=True)
class RulesRequest:
    """What is asked for: a code or words, on a day and at a place, or whenever and wherever."""

    words: tuple[str, ...] = ()
    on: date | None = None
    region: str | None = None
    as_json: bool = False
    packs: Path | None = None


def show_rules(request: RulesRequest) -> int:
    """Print the rules: one code in full, otherwise a list. Raises `Refused` where none is found."""
    shelf = shelf_from(request.packs)
    places = jurisdictions_above(shelf.region(request.region).code) if request.region else None
    rules = [rule for rule in every_rule(shelf.packs) if _holds(rule, request.on, places)]
    found = search(rules, request.words)
    if not found:
        raise Refused(_none_found(request.words, rules))
    names = region_names(shelf)
    in_full = len({rule.code for rule in found}) == 1
    with opened_output(None) as console:
        if request.as_json:
            content = [rule_to_json(rule) for rule in found]
            print_lines(console, json.dumps(content, ensure_ascii=False, indent=2).splitlines())
        elif in_full:
            print_lines(console, _in_full(found, names, page_width(console)))
        else:
            print_lines(console, list_lines(found, names, page_width(console)))
    return 0


def region_names(shelf: Shelf) -> dict[str, str]:
    """The names of the places that packs are in force in, by their codes."""
    return {NATION: "全国"} | {region.code: region.name for region in regions_with(shelf.packs)}


def search(rules: Sequence[ClockRule], words: Sequence[str]) -> list[ClockRule]:
    """The rules that bear the code, or all the words in code, title, law, number, article or event.

    A code by itself, and a code with the ones below it (`FOI` finds `FOI.REPLY`), goes before words.
    """
    if len(words) == 1:
        code = words[0].upper()
        exact = [rule for rule in rules if rule.code == code]
        if exact:
            return exact
        below = [rule for rule in rules if rule.code.startswith(code + ".")]
        if below:
            return below
    return [rule for rule in rules if all(word.upper() in _searched(rule) for word in words)]


def list_lines(rules: Sequence[ClockRule], names: dict[str, str], width: int) -> Iterator[Text]:
    """One rule a line, under the law that it stands in."""
    last = None
    for rule in rules:
        basis = rule.basis
        if (basis.pack, basis.title) != last:
            last = (basis.pack, basis.title)
            yield Text("")
            yield Text(_law(rule), style="bold")
            place = names.get(basis.jurisdiction, basis.jurisdiction)
            yield from field("", f"{period(basis)} · {place} · {basis.pack}", width, "dim")
        mark = "" if basis.verified else "（未核对原文）"
        yield Text.assemble("  ", (f"{rule.code:<28}", "cyan"), f"{rule.limit_words}  {rule.title}", mark)


def rule_lines(rule: ClockRule, names: dict[str, str], width: int) -> Iterator[Text]:
    """One rule with all that it holds."""
    yield Text.assemble((rule.code, "bold cyan"), f"  {rule.title}")
    yield from field("期限", rule.limit_words, width, "bold")
    yield from field("起算", rule.starts_at_title + "（起算日不计）", width)
    if rule.ends_before:
        yield from field("届满", rule.ends_before_title, width)
    if rule.restarts_on:
        yield from field("重新起算", rule.restarts_on_title, width)
    if rule.extension is not None:
        unit = rule.limit.unit.words if rule.limit else ""
        yield from field("延长", _extension_words(rule.extension, unit), width)
    grounds = "、".join(f"{each.title} {each.code}" for each in rule.grounds)
    yield from field("暂停事由", grounds or "不得暂停", width)
    breach = rule.breach
    yield from field("逾期" if breach.kind.is_breach else "期满", breach.sentence or breach.kind.words, width)
    basis = rule.basis
    place = names.get(basis.jurisdiction, basis.jurisdiction)
    yield from field("施行", f"{period(basis)} · {place}", width)
    yield from basis_lines(rule, width)
    yield from field("规则包", f"{basis.pack}/{basis.version}", width, "dim")


def _in_full(rules: Sequence[ClockRule], names: dict[str, str], width: int) -> Iterator[Text]:
    for number, rule in enumerate(rules):
        if number:
            yield Text("")
        yield from rule_lines(rule, names, width)


def _extension_words(extension: ExtensionRule, unit: str) -> str:
    told = "，告知申请人" if extension.tells_applicant else ""
    return f"至多 {extension.times} 次，合计 {extension.most}{unit}，{extension.approver}批准{told}"


def _searched(rule: ClockRule) -> str:
    basis = rule.basis
    parts = (
        rule.code,
        rule.title,
        basis.title,
        basis.number,
        basis.article,
        rule.starts_at_title,
        basis.pack,
    )
    return " ".join(filter(None, parts)).upper()


def _law(rule: ClockRule) -> str:
    return citation(rule.basis).removesuffix(rule.basis.article or "")


def _holds(rule: ClockRule, on: date | None, places: Sequence[str] | None) -> bool:
    is_in_force = on is None or rule.basis.holds_on(on)
    return is_in_force and (places is None or rule.basis.jurisdiction in places)


def _none_found(words: Sequence[str], rules: Sequence[ClockRule]) -> str:
    asked = safe(" ".join(words))[:60]
    near = nearest_codes(words[0], sorted({rule.code for rule in rules})) if words else []
    advice = f"相近的编码：{'、'.join(near)}" if near else "不给词语则列出全部"
    return f"没有找到时限规则“{asked}”。可以用编码，也可以用事项、法律的名称查找；{advice}。"
