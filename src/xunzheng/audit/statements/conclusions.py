"""What a report concludes: its total score, its grade, and the scale of grades if it declares one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.quantities.units import Dimension

GRADE_WORDS = (
    "优秀", "良好", "中等", "基本合格", "不合格", "不及格", "合格", "及格", "一般", "较好", "较差",
    "优", "良", "中", "差", "低",
)  # fmt: skip
_WORD = "|".join(GRADE_WORDS)
_QUOTE = "[“”\"'‘’「」]?"
_GRADE = re.compile(
    r"(?:等级|等次|档次|级别|定级|评级|评价结果|自评结果|评价结论|自评结论|综合评价|考评结果|评定)"
    r"(?:\w{0,4}?(?:为|是|属于|属|达到|确定为|评定为|定为))?\s*(?::\s*)?"
    rf"{_QUOTE}(?P<word>{_WORD}){_QUOTE}(?=$|[,。;、()\s”\"’]|等级|等次|级|档)"
)
_GRADE_BEFORE = re.compile(
    rf"(?:为|是|属于|属|达到|评为|列为|评定|认定)\s*[“\"](?P<word>{_WORD})[”\"](?=$|[,。;、)\s]|等级|等次|级|档)"
)
_SCORED_GRADE = re.compile(
    rf"(?:自评|总分|得分|评分)\w{{0,4}}?:?\s*\d{{1,3}}(?:\.\d{{1,2}})?分\s*[,(]\s*{_QUOTE}(?P<word>{_WORD}){_QUOTE}(?=$|[,。;)])"
)
_PLAIN_GRADE = re.compile(
    rf"(?:为|是|属于|属|达到|评为|定为)\s*{_QUOTE}(?P<word>{_WORD}){_QUOTE}(?:等级|等次|档次)"
)
_TOTAL_LABEL = re.compile(
    r"(?:综合|总|本项目|项目自评|整体|自评|评价|最终|总体|合计|自我评价|绩效|考评|评审|测评)"
    r"(?:\w{0,8}?)(?:评分|得分|总分|打分|分数|评分结果|评价结果|自评结果|自评分|分)(?:\w{0,4}?(?:为|是|达到?|共计?|合计))?[:“]?\s*$"
    r"|(?:^|[,。])\W{0,4}(?:本项目|该项目|项目|绩效|我(?:单位|部门|中心|[局院校县区市委办处馆站所])|本(?:单位|部门|[局院校])|经){0,4}(?:自评|自我评价|综合评价|综合评定|评价)得?\s*$"
    r"|(?:自评|总分|得分|评分|综合)\w{0,4}(?:合计|共计|总计|共)(?:为|是)?\s*$"
    r"|(?:^|[,。])(?:得分|总分|总得分|自评得?分|综合评分)(?:为|是|共|合计)?:?\s*$"
)
_MOST = 120  # with points added
_SCORED = re.compile(r"(?:得分|总分|评分|自评分)(?:为|是)?\s*:?\s*$")
_BARE_SCORE = re.compile(r"(?:^|[,。])\W{0,4}得分(?:为|是)?:?\s*$")
_OF_INDICATOR = re.compile(r"执行率|分值|权重")
_SUMMED = re.compile(r"(?:合计|共计|总计|[项类]共|^共)(?:为|是|得)?:?\s*$")
_GRADED = re.compile(rf"等级|等次|档次|{_QUOTE}(?:{_WORD}){_QUOTE}(?:$|[,。;])")
_NOT_TOTAL = re.compile(r"满分|分值|权重|标准分|扣|指标|应得|一级|二级|三级|满意度|平均|最[高低]|共\d*项")
_BAND = re.compile(
    r"(?<![\d.])(?P<low>\d{1,3}(?:\.\d{1,2})?)分?(?P<low_mark>\(不?含(?:\d{1,3}分?)?\))?分?\s*(?:-|~|至|到|—)\s*(?P<high>\d{1,3}(?:\.\d{1,2})?)"
    r"分?(?P<high_mark>\(不?含(?:\d{1,3}分?)?\))?分?(?:之间|以下)?(?:的)?(?:评?为|是|:|,|属)?\s*(?:等级)?(?:为|是)?"
    rf"{_QUOTE}(?P<word>{_WORD}){_QUOTE}"
)
_OPEN_BAND = re.compile(
    r"(?<![\d.])(?P<score>\d{1,3}(?:\.\d{1,2})?)分?(?:\((?P<mark>不?含)(?:\d{1,3}分?)?\))?分?(?P<side>及?以[上下]|\s*以[上下])"
    r"(?:\((?P<mark2>不?含)(?:\d{1,3}分?)?\))?(?:的)?(?:评?为|是|:|,|属)?\s*(?:等级)?(?:为|是)?"
    rf"{_QUOTE}(?P<word>{_WORD}){_QUOTE}"
)


_WORD_FIRST = re.compile(
    rf"(?P<word>{_WORD})\s*[(:](?P<low>\d{{1,3}}(?:\.\d)?)分?(?:\(含\))?(?:(?P<side>及?以[上下])|(?:-|~|至|—)(?P<high>\d{{1,3}}(?:\.\d)?))"
)


@dataclass(frozen=True, slots=True)
class TotalScore:
    """The total score as the text states it, with the sentence and the offsets of number and unit."""

    score: Decimal
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatedGrade:
    """The grade as the text states it."""

    word: str
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DeclaredBand:
    """One band of a scale that the report itself declares; `high` None means no upper end."""

    word: str
    low: Decimal
    high: Decimal | None
    low_open: bool
    high_open: bool

    def holds(self, score: Decimal) -> bool:
        """Whether a score lies in the band."""
        above = score > self.low if self.low_open else score >= self.low
        if self.high is None:
            return above
        return above and (score < self.high if self.high_open else score <= self.high)


def read_total_scores(sentences: Sequence[Sentence]) -> tuple[TotalScore, ...]:
    """The total scores stated in prose (综合评分为92分), not those of single indicators or scales."""
    return tuple(
        TotalScore(figure.quantity.value, sentence, figure.start, figure.end)
        for sentence in sentences
        if "分" in sentence.folded  # 得分, 总分, 评分 or the unit itself
        for figure in sentence.figures
        if (figure.quantity.unit.dimension is Dimension.SCORE or _is_bare(figure))
        and figure.quantity.upper is None
        and _is_total(figure.label, sentence)
        and not _NOT_TOTAL.search(figure.label[-20:])
        and not figure.tail.startswith(("以上", "以下", "及以"))
    )


def _is_bare(figure: Figure) -> bool:
    """Whether a number without a unit can be a score that leaves its 分 out (综合得分：92.00，…)."""
    quantity = figure.quantity
    plain = quantity.unit.dimension is Dimension.NUMBER and not quantity.unit.symbol
    scored = _SCORED.search(figure.label[-12:]) is not None
    return plain and scored and 0 < quantity.value <= _MOST and not figure.tail


def _is_total(label: str, sentence: Sentence) -> bool:
    """Whether the words before a score call it the whole: 综合评分, or 合计 where a grade stands with it."""
    if _TOTAL_LABEL.search(label[-40:]):
        return not (_BARE_SCORE.search(label) and _OF_INDICATOR.search(sentence.folded))
    return bool(_SUMMED.search(label)) and _GRADED.search(sentence.folded) is not None


def read_grades(sentences: Sequence[Sentence]) -> tuple[StatedGrade, ...]:
    """The grades that the report gives itself (等级为“良”), not those of a scale that it explains."""
    return tuple(grade for sentence in sentences for grade in _grades_of(sentence))


def _grades_of(sentence: Sentence) -> Iterator[StatedGrade]:
    folded = sentence.folded
    matches = [
        match
        for pattern, heads in _GRADE_PATTERNS
        if any(head in folded for head in heads)  # far cheaper than the pattern
        for match in pattern.finditer(folded)
    ]
    if not matches:
        return
    spans = list(_band_spans(folded))
    if len(spans) == 1:  # one band alone is no scale: 等级为优（90分及以上） says why the grade is due
        spans = [span for span in spans if span[0] not in {match.start("word") for match in matches}]
    seen = {offset for span in spans for offset in range(*span)}
    for match in matches:
        start, end = match.span("word")
        if start not in seen:
            seen.add(start)
            yield StatedGrade(match["word"], sentence, start + sentence.start, end + sentence.start)


_HEADS = ("等级", "等次", "档次", "级别", "定级", "评级", "结果", "结论", "综合评价", "评定")
_GRADE_PATTERNS = (
    (_GRADE, _HEADS),
    (_GRADE_BEFORE, ("“", '"')),
    (_PLAIN_GRADE, ("等级", "等次", "档次")),
    (_SCORED_GRADE, ("分",)),
)


def _band_spans(folded: str) -> Iterator[tuple[int, int]]:
    """Where a sentence writes out bands of a scale; the grade words there are nobody's grade."""
    for pattern in (_BAND, _OPEN_BAND, _WORD_FIRST):
        yield from (match.span() for match in pattern.finditer(folded))


def read_declared_scale(sentences: Sequence[Sentence]) -> tuple[DeclaredBand, ...]:
    """The bands of a scale written out in the report (90分（含）以上为优，80—90分为良 …), highest first.

    A lower end is taken as belonging to the band unless the text says 不含; an upper end as not
    belonging unless the text says 含 or it is the full score. Bands of whole numbers close up.
    """
    bands: dict[str, DeclaredBand] = {}
    for sentence in sentences:
        if not any(word in sentence.folded for word in ("优", "良", "合格", "一般")):
            continue
        for band in _bands_of(sentence.folded):
            bands.setdefault(band.word, band)
    found = sorted(bands.values(), key=lambda band: band.low, reverse=True)
    return tuple(_joined(found)) if len(found) > 1 else ()


def _joined(bands: Sequence[DeclaredBand]) -> Iterator[DeclaredBand]:
    """The bands; those of whole numbers (85—100, 70—84) reach up to the one above and leave it out."""
    above: DeclaredBand | None = None
    for band in bands:
        whole = above is not None and band.high is not None and above.low - band.high == 1
        yield replace(band, high=above.low, high_open=True) if above is not None and whole else band
        above = band


def _bands_of(folded: str) -> Iterator[DeclaredBand]:
    for match in _BAND.finditer(folded):
        low, high = sorted((Decimal(match["low"]), Decimal(match["high"])))
        flipped = Decimal(match["low"]) > Decimal(match["high"])
        marks = (match["low_mark"] or "", match["high_mark"] or "")
        low_mark, high_mark = reversed(marks) if flipped else marks
        closed_top = high_mark.startswith("(含") or high == 100
        yield DeclaredBand(match["word"], low, high, low_mark.startswith("(不含"), not closed_top)
    for match in _WORD_FIRST.finditer(folded):
        yield _word_first(match)
    for match in _OPEN_BAND.finditer(folded):
        score, mark = Decimal(match["score"]), match["mark"] or match["mark2"]
        if "上" in match["side"]:
            yield DeclaredBand(match["word"], score, None, mark == "不含", False)
        else:
            closed = mark == "含" or "及" in match["side"]
            yield DeclaredBand(match["word"], Decimal(0), score, False, not closed)


def _word_first(match: re.Match[str]) -> DeclaredBand:
    """`良（80—89分）` and `优（90分以上）`: the word stands before its band."""
    low = Decimal(match["low"])
    if match["high"] is None:
        above = "上" in (match["side"] or "")
        return DeclaredBand(
            match["word"], low if above else Decimal(0), None if above else low, False, not above
        )
    high = Decimal(match["high"])
    return DeclaredBand(match["word"], low, high, False, high != 100)
