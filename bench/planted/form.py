"""Mistakes of form and against rules (section C of the catalogue)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from bench.planted.planting import (
    CONSEQUENCES,
    OF_SHEET,
    Mutation,
    Outcome,
    appended,
    bodies,
    indicators,
    marked,
    phrase,
    removed,
    shown,
    shuffled,
    simple,
)
from bench.planted.telling import Report, Statement, plain
from bench.planted.words import NUMERALS

_FIRST = re.compile("^([一二三四五六七八九十])、")


def _parts(report: Report) -> list[tuple[int, int]]:
    """The parts of level one, as ranges of pieces, to the next one, a signature or an annex."""
    starts = [at for at, piece in enumerate(report.pieces) if piece.level == 1]
    ranges = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else start + 1
        if number + 1 == len(starts):
            while end < len(report.pieces) and not report.pieces[end].tag:
                end += 1
        ranges.append((start, end))
    return ranges


def no_part(report: Report, chance: random.Random) -> Outcome | None:
    """A part that the outline prescribes is not there; the others are numbered anew."""
    if report.context["layout"] not in ("hunan", "transfer", "process"):
        return None
    wanted = ("问题和建议", "存在", "偏离绩效目标", "自评结果拟应用", "绩效目标分解下达", "绩效评价目标")
    parts = [
        (start, end)
        for start, end in _parts(report)
        if any(word in plain(report.pieces[start].text) for word in wanted)
    ]
    if not parts:
        return None
    start, end = chance.choice(parts)
    title = plain(report.pieces[start].text)
    wrong = _renumbered(removed(report, range(start, end)))
    planted = simple("section-missing", "section-missing: part", title, ())
    named = ("问题", "建议", "偏离", "原因", "改进", "应用", "公开", "分解", "下达", "目标")
    words = tuple(word for word in named if word in title)
    return wrong, replace(planted, collateral=CONSEQUENCES | {"deduction-unexplained"}, words=words)


def no_funds_part(report: Report, chance: random.Random) -> Outcome | None:
    """The part about the money is not there."""
    if report.context["layout"] not in ("sichuan", "yueyang"):
        return None
    for start, end in _parts(report):
        title = plain(report.pieces[start].text)
        if any(word in title for word in ("资金情况", "资金申报", "资金使用")):
            wrong = _renumbered(removed(report, range(start, end)))
            planted = simple("section-missing", "section-missing: funds", title, ())
            return wrong, replace(planted, words=("资金",))
    return None


def _renumbered(report: Report) -> Report:
    number = 0
    pieces = []
    for piece in report.pieces:
        if piece.level == 1 and _FIRST.match(piece.text):
            number += 1
            piece = replace(piece, text=_FIRST.sub(f"{NUMERALS[number]}、", piece.text))
        pieces.append(piece)
    return replace(report, pieces=tuple(pieces))


def _headed(report: Report) -> list[tuple[int, int]]:
    """The bodies right below a heading of level two, as ranges, that the next heading follows."""
    ranges = []
    for at, piece in enumerate(report.pieces):
        if piece.level != 2:
            continue
        end = at + 1
        while end < len(report.pieces) and not report.pieces[end].level and not report.pieces[end].slots:
            end += 1
        if end < len(report.pieces) and report.pieces[end].level and end > at + 1:
            ranges.append((at, end))
    return ranges


def empty_point(report: Report, chance: random.Random) -> Outcome | None:
    """A heading with nothing below it."""
    quiet = [
        (a, b) for a, b in _headed(report) if not any("得分" in plain(p.text) for p in report.pieces[a:b])
    ]
    if not quiet:
        return None
    start, end = chance.choice(quiet)
    wrong = removed(report, range(start + 1, end))
    return _with_heading(wrong, start, "section-empty", "section-empty: heading only")


def _with_heading(report: Report, at: int, code: str, kind: str, *more: str) -> Outcome:
    told, report = marked(report, report.pieces[at].text)
    pieces = list(report.pieces)
    pieces[at] = replace(pieces[at], text=told)
    wrong = replace(report, pieces=tuple(pieces))
    planted = simple(code, kind, plain(told), (told.mark,), *more)
    return wrong, replace(planted, collateral=CONSEQUENCES | {"deduction-unexplained", "section-empty"})


def hollow_point(report: Report, chance: random.Random) -> Outcome | None:
    """A heading below which only `无` or `略` stands."""
    quiet = [
        (a, b) for a, b in _headed(report) if not any("得分" in plain(p.text) for p in report.pieces[a:b])
    ]
    if not quiet:
        return None
    start, end = chance.choice(quiet)
    wrong = removed(report, range(start + 2, end))
    told, wrong = marked(wrong, phrase(report, chance, ("略。", "……", "（略）")))
    pieces = list(wrong.pieces)
    pieces[start + 1] = replace(pieces[start + 1], text=told)
    wrong = replace(wrong, pieces=tuple(pieces))
    outcome, planted = _with_heading(
        wrong, start, "section-empty", "section-empty: hollow", "template-residue"
    )
    return outcome, replace(planted, places=(*planted.places, told.mark), around=(*planted.places, told.mark))


def leave_prompt(report: Report, chance: random.Random) -> Outcome | None:
    """The template's own words are left in."""
    text = phrase(
        report,
        chance,
        (
            "（主要包括项目立项依据、实施主体、主要内容等，500字以内）",
            "此处填写项目年度总体目标及完成情况，不超过200字。",
            "（请简要说明资金安排、拨付和使用情况）",
            "包括项目绩效总目标和阶段性目标，预期产生的经济效益和社会效益。",
            "（逐条说明偏离绩效目标的原因和改进措施，没有可不填）",
        ),
    )
    return _residue(report, chance, text, "template-residue: prompt")


def leave_blank(report: Report, chance: random.Random) -> Outcome | None:
    """A placeholder is left in."""
    text = phrase(
        report,
        chance,
        (
            "联系人：×××，联系电话：××××××。",
            "另有工作经费XX万元用于XXX。",
            "培训基层人员**人次。",
            "会议于____年__月__日召开。",
            "累计服务群众＊＊＊人次。",
        ),
    )
    return _residue(report, chance, text, "template-residue: placeholder")


def _residue(report: Report, chance: random.Random, text: str, kind: str) -> Outcome | None:
    places = bodies(report)
    if not places:
        return None
    wrong, mark = appended(report, chance.choice(places), text)
    return wrong, simple("template-residue", kind, text, (mark,))


def skip_number(report: Report, chance: random.Random) -> Outcome | None:
    """A heading's number is one too many."""
    return _misnumbered(report, chance, 1, "numbering: skipped")


def repeat_number(report: Report, chance: random.Random) -> Outcome | None:
    """A heading's number stands twice."""
    return _misnumbered(report, chance, -1, "numbering: repeated")


def _misnumbered(report: Report, chance: random.Random, step: int, kind: str) -> Outcome | None:
    found = [at for at, piece in enumerate(report.pieces) if piece.level == 1 and _FIRST.match(piece.text)]
    if len(found) < 3:
        return None
    at = found[-1] if step > 0 else chance.choice(found[1:])
    old = _FIRST.match(report.pieces[at].text)
    assert old is not None
    new = NUMERALS[NUMERALS.index(old[1]) + step]
    pieces = list(report.pieces)
    pieces[at] = replace(pieces[at], text=_FIRST.sub(f"{new}、", pieces[at].text))
    wrong, planted = _with_heading(replace(report, pieces=tuple(pieces)), at, "numbering", kind)
    wrong, before = _with_heading(wrong, found[found.index(at) - 1], "numbering", kind)
    places = (*planted.places, *before.places)
    return wrong, replace(planted, places=places, around=places)


def spoil_formula(report: Report, chance: random.Random) -> Outcome | None:
    """×100% has become /100%."""
    return _formula(report, chance, lambda text: text.replace("×100%", "/100%"), "formula-text: /100%")


def turn_formula(report: Report, chance: random.Random) -> Outcome | None:
    """Numerator and denominator have changed places."""
    return _formula(
        report,
        chance,
        lambda text: re.sub("（([^（）/]+)/([^（）/]+)）", r"（\2/\1）", text),
        "formula-text: turned",
    )


def _formula(
    report: Report, chance: random.Random, change: Callable[[str], str], kind: str
) -> Outcome | None:
    cells = report.tagged("formula")
    chance.shuffle(cells)
    for mark in cells:
        old = report.words(mark.number)
        new = change(old)
        if new != old:
            wrong = report.rewritten(mark.number, new)
            return wrong, simple("formula-text", kind, new, (mark.number,))
    return None


def other_structure(report: Report, chance: random.Random) -> Outcome | None:
    """Ten points go from the outputs to the benefits: 40/40/10 in place of 50/30/10."""
    if report.context["layout"] not in ("national", "yunnan", "yueyang", "sichuan"):
        return None
    lines = [s for s in indicators(report) if _full(report, s)]
    outputs = [s for s in lines if s.extra[1] in ("数量指标", "质量指标", "时效指标", "成本指标")]
    benefits = [s for s in lines if "效益" in s.extra[1] or "影响" in s.extra[1]]
    outputs = [s for s in outputs if report.marks[s.roles["weight"][0]].value >= 7]
    if len(outputs) < 2 or not benefits:
        return None
    wrong = report
    for line, change in ((outputs[0], -5), (outputs[1], -5), (benefits[0], 10)):
        for role in ("weight", "score"):
            mark = line.roles[role][0]
            new = report.marks[mark].value + change
            wrong = wrong.rewritten(mark, shown(new), new)
    planted = simple("weight-structure", "weight-structure: 40/40", "50/30 → 40/40", ())
    return wrong, planted


def heavy_satisfaction(report: Report, chance: random.Random) -> Outcome | None:
    """Ten points go from an output to satisfaction."""
    if report.context["layout"] not in ("national", "yunnan", "yueyang", "sichuan"):
        return None
    lines = [s for s in indicators(report) if _full(report, s)]
    pleased = [s for s in lines if "满意度" in s.extra[1]]
    outputs = [
        s
        for s in lines
        if s.extra[1].endswith("指标") and "效益" not in s.extra[1] and "影响" not in s.extra[1]
    ]
    outputs = [
        s for s in outputs if "满意度" not in s.extra[1] and report.marks[s.roles["weight"][0]].value >= 7
    ]
    if not pleased or len(outputs) < 2:
        return None
    wrong = report
    for line, change in ((outputs[0], -5), (outputs[1], -5), (pleased[0], 10)):
        for role in ("weight", "score"):
            mark = line.roles[role][0]
            new = report.marks[mark].value + change
            wrong = wrong.rewritten(mark, shown(new), new)
    return wrong, simple("weight-structure", "weight-structure: 40/20", "满意度 10 → 20", ())


def _full(report: Report, line: Statement) -> bool:
    return all(
        report.marks[a].value == report.marks[b].value
        for a, b in zip(line.roles.get("score", ()), line.roles.get("weight", ()), strict=True)
    )


def no_dimension(two: str) -> Mutation:
    """The line of a dimension is called and measured as one of another: the dimension has none any more."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        lines = [s for s in indicators(report, scored=False) if s.extra[1] == two]
        cells = [m for m in report.tagged("level2") if report.words(m.number) == two]
        if len(lines) != 1 or len(cells) != 1 or "wanted" not in lines[0].roles:
            return None
        line = lines[0]
        names = {
            "成本指标": ("质量指标", "档案资料合格率"),
            "服务对象满意度指标": ("社会效益指标", "政策知晓率"),
        }
        other, name = names[two]
        wrong = report.rewritten(cells[0].number, other).rewritten(line.roles["name"][0], name)
        wrong = wrong.rewritten(line.roles["sign"][0], "≥") if wrong.stands(line.roles["sign"][0]) else wrong
        wrong = _retargeted(wrong, line, "90", "95")
        if two.startswith("服务对象"):
            for top in wrong.tagged("level1"):
                if wrong.words(top.number).startswith("满意度"):
                    wrong = wrong.rewritten(top.number, "效益指标")
        planted = simple("dimension-missing", f"dimension-missing: {two}", two, ())
        return wrong, replace(
            planted,
            collateral=CONSEQUENCES | OF_SHEET | {"weight-structure", "section-missing"},
            words=(two.removesuffix("指标").removeprefix("服务对象"),),
        )

    return mutate


def _retargeted(report: Report, line: Statement, target: str, actual: str) -> Report:
    roles = line.roles
    sichuan = report.context["layout"] == "sichuan"
    wanted = target if sichuan else f"≥{target}%"
    reached = actual if sichuan else f"{actual}%"
    return report.rewritten(roles["wanted"][0], wanted).rewritten(roles["reached"][0], reached)


def misplace(two: str, name: str, wanted: str, reached: str) -> Mutation:
    """A line stands under a dimension that it does not belong to."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        if report.context["layout"] == "sichuan":
            return None
        for line in shuffled(indicators(report, scored=False), chance):
            if line.extra[1] != two or "wanted" not in line.roles:
                continue
            wrong = report.rewritten(line.roles["name"][0], name)
            wrong = wrong.rewritten(line.roles["wanted"][0], wanted).rewritten(
                line.roles["reached"][0], reached
            )
            places = (line.roles["name"][0], *(m for m in line.figures() if wrong.stands(m)))
            planted = simple("indicator-class", f"indicator-class: {two}", name, places)
            return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET | {"dimension-missing"})
        return None

    return mutate


def unmeasured(words: str, reached: str) -> Mutation:
    """A number to be reached has no number."""

    def mutate(report: Report, chance: random.Random) -> Outcome | None:
        for line in shuffled(indicators(report, scored=False), chance):
            if (
                line.extra[1] not in ("数量指标", "质量指标")
                or "target" not in line.roles
                or _sichuan(report)
            ):
                continue
            if "score" in line.roles and not _full(report, line):
                continue
            if words == "较多" and line.extra[2] == "%":
                continue
            wrong = report.rewritten(line.roles["wanted"][0], words)
            if reached:
                wrong = wrong.rewritten(line.roles["reached"][0], reached)
            places = (line.roles["wanted"][0], *(m for m in line.figures() if wrong.stands(m)))
            fair = ("target-operator",) if not words else ()
            planted = simple(
                "indicator-unquantified", f"indicator-unquantified: {words or '空'}", words, places, *fair
            )
            return wrong, replace(planted, collateral=CONSEQUENCES | OF_SHEET | {"actual-copies-target"})
        return None

    return mutate


def _sichuan(report: Report) -> bool:
    return report.context["layout"] == "sichuan"


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "section-missing": (no_part, no_funds_part),
    "section-empty": (empty_point, hollow_point),
    "template-residue": (leave_prompt, leave_blank),
    "numbering": (skip_number, repeat_number),
    "formula-text": (spoil_formula, turn_formula),
    "weight-structure": (other_structure, heavy_satisfaction),
    "dimension-missing": (no_dimension("成本指标"), no_dimension("服务对象满意度指标")),
    "indicator-class": (
        misplace("成本指标", "开展监督检查次数", "≥4次", "4次"),
        misplace("社会效益指标", "举办培训班期数", "≥6期", "6期"),
    ),
    "indicator-unquantified": (
        unmeasured("按计划完成", "已完成"),
        unmeasured("较多", "较多"),
        unmeasured("", ""),
    ),
}
