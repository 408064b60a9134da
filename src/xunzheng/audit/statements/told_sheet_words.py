"""The words by which prose tells what a number is: an indicator's target, actual value, weight or score."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

_LONGEST = 40
_SHORTEST_NAME, _LONGEST_NAME = 2, 30

_COMPARISON = r"[≥≤><=]|不(?:得)?[低少小高大多超][于过]?|[大小]于(?:等于)?|至[少多]"
_SIGNS = rf"{_COMPARISON}|最[少多]|控制在|达到?|为|是|[:约]|\s"
_SIGNS_BEFORE = re.compile(rf"(?:{_SIGNS}){{1,6}}$")
_SIGN = re.compile(rf"(?:{_COMPARISON})\s?$")
_BEHIND = re.compile(r"\s?(?:\(含\))?以[上下内]")

_TARGET = re.compile(
    r"(?P<name>.{0,30}?)的?(?:年初|年度|全年|当年|本年|预期|绩效|设定|原定|既定|预定){0,4}的?"
    r"(?:目标任务|计划任务|计划目标|目标值?|指标值|计划[值数]?|任务[数量])(?:设定|确定)?(?P<verb>.{0,20})"
)
_ACTUAL = re.compile(
    r"(?:年末|年底|全年|本年|当年|目前|但|而|年度|最终|已){0,4}"
    r"(?P<cue>自评实际|实际|实测|实绩|完成)(?:完成)?[值数]?(?P<verb>.{0,16})"
)
_WEIGHT = re.compile(
    r"(?P<name>.{0,30}?)(?:[该本此]项?(?:指标)?)?的?(?:满分|分值|权重|标准分|指标分)值?"
    r"|[该本此]项?(?:指标)?[共计]?"
)
_SCORE = re.compile(
    r"(?P<name>.{0,30}?)(?:按.{1,16})?(?:[该本此]项?(?:指标)?)?(?P<cue>(?:自评|实际|实)?(?:得分?|计分?|评分?)|自评)"
)
_TOTAL = re.compile(r"(?:总分|总得分|合计|共计|总计|综合得分|综合评分|总评|总评分)(?:得分?|[为是:共])*$")
_DEDUCTED = re.compile(r"[扣减失丢加][去掉了除减分]?$|扣.{0,6}$")

_ENUMERATED = re.compile(
    r"^\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、)]|[①-⑳]"
    r"|[一二三四五六七八九十]是|其中|第[一二三四五六七八九十],?)[:,]?\s*"
)
_QUOTED = re.compile(r"“([^“”]{2,30})”$")
_TIME = re.compile(r"^(?:20\d\d年度?|全年|本年度?|年内|我[县市区局院校]|全[县市区])+")
_ENDING = re.compile(r"(?:[的为是:]|达到?|完成(?:情况)?|得分|指标)+$")
_COMPARED = re.compile(
    r"(?:比|较|超过?|超出|超额|[高低短早晚多少优]于|距离?|与|未?达到?|完成了?|按照?|依据|根据"
    r"|对照?|参照|占|落后|实现|围绕|列入|纳入)了?$"
)
_NO_NAME = re.compile(
    r"上年|去年|明年|下年|次年|今后|(?<!模)拟|将|本次|各项|全部|所有|综合[得评]|合计|共计|总计|总得?分"
    r"|平均得?分|满分|等级|以上|以下|加分|其余|其他"
)
_NO_VERB = re.compile(r"^[的外内前后]|目标|计划|实际|任务|比|较|占|率")
_GENERIC = frozenset("完成建开展工达到实现为共计了约已培训办支持理新增竣超额各类")


class Role(enum.StrEnum):
    """What a number tells of its indicator; PLAIN is a number whose words do not say."""

    TARGET = "target"
    ACTUAL = "actual"
    WEIGHT = "weight"
    SCORE = "score"
    TOTAL = "total"
    DEDUCTED = "deducted"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Told:
    """The role of a number, the indicator's name where its words give one, and the verb between them.

    `strong` says that the words leave no doubt: 实际 rather than 完成, 得 rather than 得分.
    """

    role: Role
    name: str = ""
    verb: str = ""
    strong: bool = True


def role_of(label: str, *, score: bool) -> Told:
    """What the words before a number say that it is; `score` for a number of 分.

    >>> role_of("培训接种人员目标", score=False)
    Told(role=<Role.TARGET: 'target'>, name='培训接种人员', verb='', strong=True)
    """
    if len(label) > _LONGEST:
        return Told(Role.PLAIN)
    words = _ENUMERATED.sub("", label.strip())
    core = _SIGNS_BEFORE.sub("", words)
    if score:
        return _points(core)
    found = _TARGET.fullmatch(core)
    if found is not None:
        return _target(found["name"], found["verb"])
    found = _ACTUAL.fullmatch(core)
    if found is not None and not _NO_VERB.search(found["verb"]):
        return Told(Role.ACTUAL, "", found["verb"], found["cue"] != "完成")
    if words in ("达到", "达"):
        return Told(Role.ACTUAL, strong=False)
    return Told(Role.PLAIN, name_of(core))


def _points(core: str) -> Told:
    if _TOTAL.search(core):
        return Told(Role.TOTAL)
    if _DEDUCTED.search(core):
        return Told(Role.DEDUCTED)
    found = _WEIGHT.fullmatch(core)
    if found is not None:
        return Told(Role.WEIGHT, found["name"] or "")
    found = _SCORE.fullmatch(core)
    if found is not None:
        return Told(Role.SCORE, found["name"], strong=found["cue"] in ("得", "计", "自评得", "实得"))
    return Told(Role.PLAIN, core)


def _target(name: str, verb: str) -> Told:
    if _COMPARED.search(name) or _NO_VERB.search(verb):
        return Told(Role.PLAIN)
    return Told(Role.TARGET, name or verb, verb)


def name_of(words: str) -> str:
    """The indicator's name in the words before a number; empty where they cannot be one.

    >>> name_of("（三）2023年推荐就业率".replace("（", "(").replace("）", ")")), name_of("上年得分")
    ('推荐就业率', '')
    """
    name = _ENDING.sub("", _TIME.sub("", _ENUMERATED.sub("", words.strip(" ,、;:"))))
    quoted = _QUOTED.search(name)
    name = quoted[1] if quoted else name.strip(' ,、;:"')
    if not _SHORTEST_NAME <= len(name) <= _LONGEST_NAME or _NO_NAME.search(name):
        return ""
    return "" if _COMPARED.search(name) or any(sign in "。;,:()" for sign in name) else name


def goes_with(verb: str, label: str) -> bool:
    """Whether the verb of an actual value (实际建成) speaks of nothing that the target's words do not."""
    return all(sign in _GENERIC or sign in label for sign in verb)


def sign_before(words: str) -> int:
    """How many characters at the end of the words are a sign of comparison (≥, 不低于)."""
    found = _SIGN.search(words)
    return len(found[0]) if found else 0


def sign_behind(words: str) -> int:
    """How many characters at the beginning of the words are one (以上, 以内)."""
    found = _BEHIND.match(words)
    return len(found[0]) if found else 0
