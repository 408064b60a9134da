"""The indicators of a report: from its table, and what its sentences tell of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xunzheng.audit.reading import Reading
from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.audit.sheet_directions import judged
from xunzheng.audit.sheet_reading import read_value
from xunzheng.authoring.draft import Draft, Path
from xunzheng.authoring.forms import Form, Layout
from xunzheng.authoring.project_check import FUNDS_NAMES, formula_names
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.naming import plain as plain_name
from xunzheng.evaluation.rules import FormulaMargin, FormulaRate, PointsMet, Qualitative

_REASON = re.compile(r"(?:失分|偏离|偏差|扣分)(?:的)?原因(?:和|及)改进措施：(?P<reason>.+)", re.DOTALL)
_MET = re.compile(r"项评价要点中符合第(?P<met>\d+(?:、\d+)*)项")
_NONE_MET = re.compile(r"项评价要点均不符合")
_ALL_MET = re.compile(r"项评价要点均符合|符合评价要点")
_PAIR = re.compile(r"年度指标值为“(?P<target>[^”]{1,60})”，全年实际完成(?P<actual>[^，。；]{1,60})")
_BAND = re.compile(r"完成情况为“(?P<band>[^”]{1,40})”")
_EXECUTION = re.compile(r"预算执行率$")
_NOTHING = frozenset({"", "无", "—", "-", "/", "暂无"})


def put_indicators(
    draft: Draft, reading: Reading, sheet: Sheet | None, form: Form, framework: Framework | None
) -> None:
    """Each leaf of the sheet as an indicator of the file, with the line of the report as its evidence."""
    if sheet is None:
        return
    told = _told(reading, [leaf.name for leaf in sheet.leaves()])
    number = 0
    for leaf in sheet.leaves():
        if len(leaf.path) < 2 and _EXECUTION.search(leaf.name):
            continue
        path: Path = ("indicators", number)
        sentences = _about(leaf, told)
        if form.layout is Layout.ANNEX:
            _put_leaf(draft, path, leaf, sentences, framework)
        else:
            _put_row(draft, path, leaf, form)
        number += 1


def _told(reading: Reading, names: list[str]) -> Mapping[str, list[str]]:
    """The paragraphs that open with an indicator in quotes, by the words before it and its name."""
    known = set(names)
    found: dict[str, list[str]] = {}
    for paragraph in reading.document.paragraphs():
        match = re.match(r"(?P<above>[^“”]{0,20})“(?P<name>[^”]{1,60})”", paragraph.text)
        if match and match["name"] in known:
            found.setdefault(match["above"] + match["name"], []).append(paragraph.text)
    return found


def _about(leaf: SheetNode, told: Mapping[str, list[str]]) -> str:
    above = leaf.path[-2] if len(leaf.path) > 1 else ""
    return "\n".join(told.get(above + leaf.name) or told.get(leaf.name, []))


def _put_row(draft: Draft, path: Path, leaf: SheetNode, form: Form) -> None:
    one = leaf.path[0]
    two = leaf.path[1] if len(leaf.path) > 2 else ""
    level = next((level for level in form.levels if plain_name(level.name)[:2] == plain_name(one)[:2]), None)
    draft.put((*path, "level_one"), level.name if level else one, leaf.place)
    dimension = next((d for d in level.dimensions if _same_dimension(d, two)), two) if level else two
    draft.put((*path, "level_two"), dimension)
    draft.put((*path, "name"), leaf.name)
    _put_number(draft, (*path, "weight"), leaf.weight)
    _put_text(draft, (*path, "target"), leaf.target)
    pair = judged(leaf)
    if read_value(leaf.target) is not None and (pair is not None or form.qualitative is None):
        _put_text(draft, (*path, "actual"), leaf.actual)
    elif read_value(leaf.target) is not None:
        _put_text(draft, (*path, "actual"), leaf.actual, "与指标值不能比较")
    else:
        _put_outcome(draft, path, leaf, form.qualitative, leaf.actual.text if leaf.actual else "")
    if leaf.reason is not None and leaf.reason.text.strip() not in _NOTHING:
        draft.put((*path, "reason"), " ".join(leaf.reason.text.split()), leaf.reason.place)
    _put_proof(draft, path, leaf)


def _same_dimension(own: str, written: str) -> bool:
    return bool(written) and (own == written or own.removesuffix("指标") == written.removesuffix("指标"))


def _put_outcome(draft: Draft, path: Path, leaf: SheetNode, rule: Qualitative | None, words: str) -> None:
    """A qualitative indicator: the band where the words are one, else the words as they stand."""
    band = rule.band(words.strip()) if rule is not None else None
    if band is not None:
        draft.put((*path, "outcome"), band.word, leaf.actual.place if leaf.actual else leaf.place)
    elif words.strip() not in _NOTHING:
        draft.put((*path, "actual"), " ".join(words.split()), leaf.actual.place if leaf.actual else None)
    _put_number(draft, (*path, "score"), leaf.score)


def _put_leaf(draft: Draft, path: Path, leaf: SheetNode, told: str, framework: Framework | None) -> None:
    found = framework.candidates(leaf.path) if framework else ()
    own = found[0].indicator if len(found) == 1 else None
    if own is None:
        draft.put((*path, "code"), leaf.name, leaf.place, "共性指标体系里没有找到，请改为编码或删去")
        return
    draft.put((*path, "code"), own.code, leaf.place)
    _put_number(draft, (*path, "weight"), leaf.weight)
    _put_ruled(draft, path, leaf, own, told)
    reason = _REASON.search(told)
    draft.put((*path, "reason"), reason["reason"].strip() if reason else "")
    _put_proof(draft, path, leaf)


def _put_ruled(draft: Draft, path: Path, leaf: SheetNode, own: Indicator, told: str) -> None:
    pair = _PAIR.search(told)
    match own.rule:
        case PointsMet():
            _put_met(draft, path, leaf, own, told)
        case FormulaRate() | FormulaMargin():
            for name in formula_names(own):
                value = re.search(re.escape(name) + r"(\d[\d.]{0,20}[^\d，。、；（]{0,6})", told)
                if value and name not in FUNDS_NAMES:
                    draft.put((*path, "values", name), value[1])
        case Qualitative() as rule:
            band = _BAND.search(told)
            _put_outcome(draft, path, leaf, rule, band["band"] if band else "")
        case _ if pair:
            draft.put((*path, "target"), pair["target"])
            draft.put((*path, "actual"), pair["actual"])
        case _:
            pass


def _put_met(draft: Draft, path: Path, leaf: SheetNode, own: Indicator, told: str) -> None:
    every = list(range(1, len(own.points) + 1))
    listed = _MET.search(told)
    if listed:
        draft.put((*path, "met"), [int(number) for number in listed["met"].split("、")])
    elif _NONE_MET.search(told):
        draft.put((*path, "met"), [])
    elif _ALL_MET.search(told):
        draft.put((*path, "met"), every)
    elif (
        leaf.score and leaf.weight and leaf.score.value is not None and leaf.score.value == leaf.weight.value
    ):
        draft.put((*path, "met"), every, leaf.score.place, "得了满分，推定要点全部符合；请逐条核对")


def _put_number(draft: Draft, path: Path, stated: Stated | None) -> None:
    if stated is not None and stated.value is not None:
        draft.put(path, stated.value, stated.place)


def _put_text(draft: Draft, path: Path, stated: Stated | None, doubt: str = "") -> None:
    if stated is not None:
        draft.put(path, " ".join(stated.text.split()), stated.place, doubt)


def _put_proof(draft: Draft, path: Path, leaf: SheetNode) -> None:
    draft.put((*path, "evidence"), {"kind": "stated", "place": f"原报告第{leaf.place.line}行"})
