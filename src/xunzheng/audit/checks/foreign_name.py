"""The report speaks of its own place, not of another that a copied passage left in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Sentence

_KIND = r"(?P<kind>市|县|(?<![小社园片辖景灾街矿库林校厂])区|镇|乡|街道)"
_PLACE = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,4}}){_KIND}")
_SELF = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?){_KIND}"
    r"(?P<body>[\u4e00-\u9fff]{0,8}?(?:局|馆|院|中心|委员会|办公室|人民政府|政府|办事处|大队|服务所|站))"
)
_JOINTS = re.compile(r"[由与和及向在对经报将按据并使为同是]")
_COVER = 8  # paragraphs that can be title lines
_TITLE = 60  # characters of the longest title line
_FIRST = 3  # sentences of a title that are nobody's plans
_IN_PASSING = 2
_DOZENS = 50
_NO_NAME = re.compile(
    r"[受入列托请经由将从并其又另已须院就到被把议荐据]|建议|依托|[有给个各每全该某两几的了在是为其设辖属邻已缴完成达通过报送拨年度]|贫困|试点|示范|重点|脱贫|产粮|兄弟|大$|强$|级$"
)
_OTHERS = re.compile(r"学习|考察|借鉴|经验|对口|交流|相邻|毗邻|上级|转发|参照|帮扶|协作|援")
_COMPARES = re.compile(r"(?:比|较|如|像)$")
_HEADS = re.compile(
    r"(?:^|[,;:。、])\W{0,2}(?P<name>[\u4e00-\u9fff]{2,3})(?P<kind>[县市])(?![级直辖域里内外长委属区场政民容镇道际])"
    r"(?P<body>[\u4e00-\u9fff]{2,8})"
)
_ACTS = re.compile(
    r"^\W*+(?:[一二三四五六七八九十\d]{1,3}[).、]\W*+)?(?:下一步,?|今后,?)?(?P<unit>(?!我|本|该|各|全|有关|相关|上级|项目)[\u4e00-\u9fff]{2,14}?"
    r"(?:林场|农场|局|委员会|镇|乡|街道|幼儿园|小学|中学|学校|医院|卫生院|中心|办事处|公司|大队|站|院|馆|所|村委会))"
    r"(?:下一步|今后)?(?:将|应|要|须|拟|继续|进一步)"
)
_ACTS_THERE = re.compile(
    r"(?P<unit>(?!我|本|该|各|全|有关|相关|上级|项目)[\u4e00-\u9fff]{2,14}?"
    r"(?:林场|农场|局|委员会|镇|乡|街道|幼儿园|小学|中学|学校|医院|卫生院|中心|办事处|公司|大队|站|院|馆|所|村委会))"
    r"(?:下一步|今后)?(?:将|应|要|须|拟|继续|进一步)"
)
_MOST_CLAUSES = 20
_LEADING = re.compile(
    r"^(?:根据|按照|依据|结合|其中|所属|所在|委托|采购|有关|相关|周边|邻近|下辖|辖区|通过|以及|包括"
    r"|我|本|该|全|各|由|与|和|及|向|在|是|为|对|从|经|报|将|按|据|省|的|了|等)+"
)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """A unit that is named once, as the one that will act; and a body of another place of the own rank.

    The report's place is the one its title names; where it names none, nothing can be said of others.
    Several other places make a list, which is silent.
    """
    cover = _cover(reading)
    subjects = list(_strange_subjects(reading))
    yield from subjects
    own = _own_place(reading, cover)
    if own is not None:
        told = {place.start for finding in subjects for place in finding.where}
        yield from _other_places(reading, *own, told)


def _cover(reading: Reading) -> list[str]:
    """The title lines: what stands before the first heading, of a few paragraphs at most."""
    first = list(reading.document.paragraphs())[:_COVER]
    return [p.text for p in takewhile(lambda paragraph: not paragraph.level, first)]


def _other_places(reading: Reading, name: str, kind: str, told: set[int]) -> Iterator[Finding]:
    strangers: dict[str, list[tuple[Sentence, int, int]]] = {}
    for sentence in reading.prose:
        if not _OTHERS.search(sentence.folded):
            for stranger, start, end in _strangers_in(sentence, name, kind):
                strangers.setdefault(stranger, []).append((sentence, start, end))
    if len(strangers) == 1:
        ((stranger, places),) = strangers.items()
        if len(places) <= _IN_PASSING and not told & {start for _, start, _ in places}:
            yield _finding(reading, name + kind, stranger + kind, places)


def _strangers_in(sentence: Sentence, name: str, kind: str) -> Iterator[tuple[str, int, int]]:
    """The bodies of other places of that kind in a sentence: the place's name and the body's offsets."""
    bodies = list(_SELF.finditer(sentence.folded))
    known = {match.start("kind") for match in bodies}
    heads = (match for match in _HEADS.finditer(sentence.folded) if match.start("kind") not in known)
    for match in (*bodies, *heads):
        stranger = _LEADING.sub("", _JOINTS.split(match["name"])[-1])
        foreign = len(stranger) > 1 and not _same(stranger, name) and not _NO_NAME.search(stranger)
        compared = _COMPARES.search(sentence.folded[: match.end("name") - len(stranger)])
        if match["kind"] == kind and foreign and not compared:
            start = sentence.start + match.end("name") - len(stranger)
            yield stranger, start, sentence.start + match.end()


def _strange_subjects(reading: Reading) -> Iterator[Finding]:
    """A unit that is named once in the whole report, as the one that will act: `某某林场将加强…`.

    Where dozens of units act, none of them is strange.
    """
    text = reading.document.text
    acting = ((s, _ACTS.match(s.folded) or _acts_later(s)) for s in reading.prose[_FIRST:])
    found = [(sentence, match) for sentence, match in acting if match is not None]
    for sentence, match in found if len(found) <= _DOZENS else ():
        unit = match["unit"]
        if text.count(unit) > 1 or _is_own(unit, text):
            continue
        start = sentence.start + match.start("unit")
        yield Finding(
            code="foreign-name",
            severity=Severity.SUSPICION,
            where=(reading.place(sentence, start, start + len(unit)),),
            claim=unit,
            expected="本报告的单位",
            arithmetic=f"“{unit}”全文只在此出现一次，却作为责任单位",
            advice="请核对此处单位名称，并检查该段是否抄自其他报告。",
            check=CHECK.id,
        )


def _acts_later(sentence: Sentence) -> re.Match[str] | None:
    """A unit of a named place that will act in a later clause: `人员流动大，青浦洋县环卫所应督促…`."""
    for clause in sentence.clauses[1:_MOST_CLAUSES]:
        at = clause.start - sentence.start
        match = _ACTS_THERE.match(sentence.folded, at)
        if match and _PLACE.match(match["unit"]):
            return match
    return None


def _is_own(unit: str, text: str) -> bool:
    """Whether the text knows the unit by a shorter name, unless the place in its name is a strange one."""
    place = _PLACE.match(unit)
    if place and text.count(place.group()) == 1:
        return False
    return any(text.count(unit[cut:]) > 1 for cut in range(1, max(len(unit) - 3, 1)))


def _own_place(reading: Reading, cover: Sequence[str]) -> tuple[str, str] | None:
    """The lowest-ranking place that the title lines name, if they open with it or the text names it again."""
    found = [m for line in cover if len(line) <= _TITLE for m in _PLACE.finditer(line)]
    names = dict.fromkeys((_LEADING.sub("", m["name"]), m["kind"]) for m in found)
    for name, kind in reversed(names):
        known = len(name) > 1 and not _NO_NAME.search(name)
        opens = any(line.lstrip().startswith(name + kind) for line in cover)
        if known and (opens or reading.document.text.count(name + kind) > 1):
            return name, kind
    return None


def _same(stranger: str, own: str) -> bool:
    return stranger.endswith(own) or own.endswith(stranger)


def _finding(reading: Reading, own: str, stranger: str, places: list[tuple[Sentence, int, int]]) -> Finding:
    return Finding(
        code="foreign-name",
        severity=Severity.SUSPICION,
        where=tuple(reading.place(*place) for place in places),
        claim=stranger,
        expected=own,
        arithmetic=f"报告标题为“{own}”，此处为“{stranger}”",
        advice=f"请核对此处是否应为“{own}”，并检查该段是否抄自其他报告。",
        check=CHECK.id,
    )


CHECK = Check("foreign-name", 3, ("foreign-name",), find)
