"""Quantities that a report states more than once: the same words, the same year, the same unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import stage_of
from xunzheng.quantities.dates import dates
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_KINDS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
_FILLER = re.compile(
    r"其中|共计|合计|总计|总共|累计|全年|本年度?|当年|年度|截[止至]\S{0,12}?[日底末]|目前|现有|现|共有|共|均|约|已|为|达到?|了|的|年$"
    r"|我[市县区镇乡局委院校办单位中心站]{1,2}|本[市县区镇乡局委院校办单位中心站]{1,2}|[,:;、\s“”\"()]|\d+"
)
_LEADING = re.compile(
    r"^(?:完成|开展|组织|实施|举办|实现|建成|新建|采购|惠及|受益|发放|年|月|日|全[市县区镇乡省州]|项目|并|还|和|及|与)+"
)
_PLANNED = re.compile(r"目标|计划|任务|预期|预计|应|不少于|指标值|力争|拟|将")
_GOALS = re.compile(r"目标|任务|计划")
_COMPARED = re.compile(r"上年|去年|同期|以前|原来|改革前|每|人均|平均|最[高低多少]|单|各")
_SHORTEST = 4
_TAIL = 6  # characters of a name that a longer form of it must share
_VAGUE = re.compile(
    r"^(?:项目|资金|金额|人数|数量|完成|投入|支出|发放|补助|新增|建设|安排|下达|使用|其他|比|较|增|减|占|财政|中央|省级|市级|县级"
    r"|配套|专项|拨款|预算|实际|到位|执行|结余|工资|设备|人员|经费|其余|剩余|培训|编制|核定|在编|在岗|退休)+$"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """One quantity with its statements, in order; `key` are the words that name it."""

    key: str
    statements: tuple[tuple[Sentence, Figure], ...]

    @property
    def differs(self) -> bool:
        """Whether the statements disagree."""
        return len({figure.quantity.in_base for _, figure in self.statements}) > 1


def read_repeats(sentences: Sequence[Sentence]) -> tuple[Repeat, ...]:
    """Quantities named by the same words of four characters and more in two paragraphs at least.

    Words that recur with three values and more name a column, not a quantity, and are left out; so are
    statements of different years, and of a plan against its outcome.
    """
    groups: dict[tuple[str, str], list[tuple[Sentence, Figure]]] = {}
    for sentence in sentences:
        for figure in sentence.figures:
            key = _key(sentence, figure)
            if key:
                groups.setdefault((key, figure.base), []).append((sentence, figure))
    found = []
    for (key, _), statements in _joined(groups).items():
        values = {figure.quantity.in_base for _, figure in statements}
        if len({(s.block, s.row) for s, _ in statements}) > 1 and len(values) < 3:
            found.append(Repeat(key.rpartition("|")[2], tuple(statements)))
    years: dict[int, frozenset[int]] = {}
    return tuple(repeat for repeat in found if not repeat.differs or _one_year(repeat, years))


def _joined(
    groups: dict[tuple[str, str], list[tuple[Sentence, Figure]]],
) -> dict[tuple[str, str], list[tuple[Sentence, Figure]]]:
    """The groups with those added whose name is a longer form of theirs: 审判业务经费预算 to 业务经费预算.

    Only where exactly one longer form exists: several are the parts of a list.
    """
    tails: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for key, base in groups:
        stage, _, name = key.rpartition("|")
        if len(name) >= _TAIL:
            tails.setdefault((stage, name[-_TAIL:], base), []).append((key, base))
    joined = dict(groups)
    for same in tails.values():
        if len(same) == 2:
            short, long = sorted(same, key=lambda item: len(item[0]))
            if long[0].endswith(short[0].rpartition("|")[2]):
                joined[short] = sorted([*groups[short], *groups[long]], key=lambda item: item[1].start)
                del joined[long]
    return joined


def _one_year(repeat: Repeat, years: dict[int, frozenset[int]]) -> bool:
    """Whether no two of the statements name different years; `years` keeps those of each sentence."""
    for sentence, _ in repeat.statements:
        if sentence.number not in years:
            named = (mention.year for mention in dates(sentence.text))
            years[sentence.number] = frozenset(year for year in named if year)
    return len({years[sentence.number] for sentence, _ in repeat.statements} - {frozenset()}) < 2


def _key(sentence: Sentence, figure: Figure) -> str:
    quantity = figure.quantity
    if quantity.unit.dimension not in _KINDS or quantity.precision is not Precision.EXACT or quantity.upper:
        return ""
    words = figure.label
    if figure.bracket >= 0:
        bracket = sentence.brackets[figure.bracket]
        clause = sentence.clauses[bracket.clause]
        words = sentence.words(max(clause.start, bracket.start - 16), bracket.start) + words
    if _COMPARED.search(words):
        return ""
    before = sentence.words(max(sentence.start, figure.start - 120), figure.start)
    plan = "计划" if _PLANNED.search(before[-24:]) or _GOALS.search(before) else ""
    title = sentence.section[-1] if sentence.section else ""
    full = _FILLER.sub("", words)
    short = _LEADING.sub("", full)
    key = short if len(short) >= _SHORTEST else full
    if len(key) < _SHORTEST or _VAGUE.match(key):
        return ""
    return f"{plan}{stage_of(before) or stage_of(title) or ''}|{key}"
