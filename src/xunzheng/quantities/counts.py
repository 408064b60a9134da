"""Quantities in Chinese numerals: counts (十二个, 六大), shares (百分之六十) and amounts (壹拾贰万元整)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xunzheng.quantities.dates import read_date
from xunzheng.quantities.hedges import NONE, Hedge, hedge_after, hedge_before, hedge_within, strongest
from xunzheng.quantities.measures import MULTIPLIERS, ReadUnit, multiplied, read_unit
from xunzheng.quantities.numerals import chinese_amount_to_decimal, chinese_to_int
from xunzheng.quantities.passage import Found, Passage, is_ideograph
from xunzheng.quantities.quantity import NotQuantity, Precision, Quantity
from xunzheng.quantities.units import NUMBER, PER_MILLE, PERCENT, YUAN, Unit

NUMERAL_SIGNS = "一二三四五六七八九十百千万亿两廿卅〇零壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億"
_FINANCIAL = frozenset("壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟")
_RUN = re.compile(rf"[{NUMERAL_SIGNS}]++")
_AMOUNT = re.compile(
    rf"[{NUMERAL_SIGNS}]{{1,40}}[元圆圓](?:[{NUMERAL_SIGNS}]{{1,2}}角)?(?:[{NUMERAL_SIGNS}]{{1,2}}分)?[整正]?"
)
_POINT = re.compile(r"点([一二三四五六七八九〇零]{1,8})")
_SHARE = re.compile(
    r"(?:百分之|千分之)(?:(?P<arabic>\d{1,4}(?:\.\d{1,6})?)|(?P<whole>[一二三四五六七八九十百零〇两]{1,8})(?:点(?P<part>[一二三四五六七八九〇零]{1,8}))?)"
)
_TO = re.compile(rf"(?:至|到|-|~)(?=([{NUMERAL_SIGNS}]{{1,8}}))")

# Numerals within fixed names, which count nothing.
_NAME = re.compile(
    r"十[一二三四五六]五(?![个项名家件次人])|[二三四五六七八九十多两]\w{1,2}合一|[一两二三四五六七八九]位一体|[三四五]个一(?=工程|行动|活动|批|$|[，。、”])"
    r"|三重一大|三支一扶|三会一课|两个维护|两个确立|两个毫不动摇|四个意识|四个自信|四个全面|三个代表|四个伟大|四个最严|两个一百年|两学一做"
    r"|三公(?=经费)|十[一二三四五六七八九]大|二十[一二三]?大|[一二三四五六七八九]中全会|三区三州|双一流|千家万户|千方百计|万无一失"
)
_BULLET = re.compile(r"[一二三四五六七八九十]{1,3}(?=是|、)")

# 二 before these tells the place in a row (二期, 二级); the count is written 两.
_RANKED = frozenset("期批次部组处类种场条点层届轮站节款")
# These stand for a count only after a verb or a sum; otherwise they tell the place in a row.
_AFTER_VERB = frozenset("期批组部届轮层站")
_VERBS = frozenset("共分了为达计有设成按办举含建等约近超开展刊发印出版辑》")
# Single numerals before these belong to words (三方, 四方, 一对, 两头, 三分).
_NO_COUNT = frozenset("方口里对双根把字格排副丛顶眼尾羽匹片段道款节则包度秒斤克升米头乡周枝幅卷盒桶瓦") | {
    "星期"
}
_ONE_IS_WORD = frozenset("起部点条种类期批组处本层站届轮件门位家名大支场度分") | {"方面"}
_BEFORE_ONE = frozenset("第每同这那某任另唯统万进逐单专之其合初如归划不以")
_GRADED = frozenset("得扣计加减为满共是")


class Numeral(NamedTuple):
    """A Chinese numeral read at a place: value, end of a range if it is one, places and end."""

    value: Decimal
    end: int
    places: int = 0
    upper: Decimal | None = None


def read_count(passage: Passage, at: int, floor: int) -> Found | int:
    """What the numeral that begins at an offset says, or the offset to go on from if it says nothing.

    A numeral counts only before a unit or measure word, and not inside words and names: 统一, 一方面,
    三证合一 and 十三五 count nothing.
    """
    run = _RUN.match(passage.folded, at)
    end = run.end() if run else at + 1
    if end - at > 40:
        return end
    numeral = passage.folded[at:end]
    return (
        _read_named(passage, at, end)
        or _read_share(passage, at, end, floor)
        or _read_tenths(passage, at, end, floor)
        or _read_amount(passage, at, end, numeral)
        or _read_counted(passage, at, end, numeral, floor)
        or end
    )


def _read_named(passage: Passage, at: int, end: int) -> Found | None:
    """Dates, list labels (一、 （一） 一是) and names."""
    folded = passage.folded
    following = folded[end : end + 1]
    if following in _DATE_NEXT:
        date = read_date(passage.text, folded, at)
        if date:
            return passage.exclusion(date.start, date.end, NotQuantity.DATE)
    if following == ")" and folded[at - 1 : at] == "(" and end - at <= 3:
        return passage.exclusion(at - 1, end + 1, NotQuantity.LIST_NUMBER)
    if following == "、" and end - at <= 3 and passage.line_lead(at) == "":
        return passage.exclusion(at, end + 1, NotQuantity.LIST_NUMBER)
    if following == "是" and _BULLET.match(folded, at) and passage.opens_clause(at):
        return passage.exclusion(at, end + 1, NotQuantity.LIST_NUMBER)
    name = _NAME.match(folded, at)
    return passage.exclusion(at, name.end(), NotQuantity.NAME) if name else None


_DATE_NEXT = frozenset("年月日号季至到-~○◯OoО0")


def _read_share(passage: Passage, at: int, end: int, floor: int) -> Found | int | None:
    """百分之六十 and 千分之三; a fraction (三分之二) is passed over whole."""
    folded = passage.folded
    if not folded.startswith("分之", end):
        return None
    match = _SHARE.match(folded, at)
    value = _share_value(match) if match else None
    if match is None or value is None:
        rest = _RUN.match(folded, end + 2)
        return rest.end() if rest else end + 2
    unit = PERCENT if folded[at] == "百" else PER_MILLE
    return _mention(
        passage, at, Numeral(value, match.end(), _places(value)), ReadUnit(unit, match.end()), floor
    )


_TENTHS = re.compile(
    r"([一二三四五六七八九])成([一二三四五六七八九半]?)(?=以[上下内]|左右|多|余|[的是,。;:、!?)\s]|$)"
)


def _read_tenths(passage: Passage, at: int, end: int, floor: int) -> Found | None:
    """九成五 is 95 %, 九成 about 90 %: in tenths nobody states the rest."""
    match = _TENTHS.match(passage.folded, at) if passage.folded.startswith("成", end) else None
    if match is None:
        return None
    tenths, rest = _ONES.index(match[1]), match[2]
    value = Decimal(10 * tenths + (5 if rest == "半" else _ONES.index(rest) if rest else 0))
    precision = Precision.EXACT if rest else Precision.ABOUT
    return _mention(
        passage, at, Numeral(value, match.end()), ReadUnit(PERCENT, match.end(), precision), floor
    )


def _share_value(match: re.Match[str]) -> Decimal | None:
    if match["arabic"]:
        return Decimal(match["arabic"])
    whole = 100 if match["whole"] == "百" else chinese_to_int(match["whole"])
    if whole is None:
        return None
    return Decimal(whole) + _decimals(match["part"])


def _decimals(digits: str | None) -> Decimal:
    if not digits:
        return Decimal(0)
    return Decimal("".join(str(chinese_to_int(digit)) for digit in digits)).scaleb(-len(digits))


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _read_amount(passage: Passage, at: int, end: int, numeral: str) -> Found | None:
    """An amount in financial numerals, to 角 and 分."""
    if numeral[0] not in _FINANCIAL or passage.folded[end : end + 1] not in tuple("元圆圓角"):
        return None
    match = _AMOUNT.match(passage.folded, at)
    value = chinese_amount_to_decimal(match[0]) if match else None
    if match is None or value is None:
        return None
    return passage.mention(at, match.end(), Quantity(value, YUAN, _places(value)))


def _read_counted(passage: Passage, at: int, end: int, numeral: str, floor: int) -> Found | None:
    folded = passage.folded
    read = _unit_at(folded, end, numeral)
    decimal = _read_decimal(folded, end, numeral) if folded[end : end + 1] == "点" else None
    closed = _read_numeral(at, end, numeral) if read else _read_range(folded, end, numeral)
    number = decimal or closed
    if number is None:
        return None
    if number.end != end:
        read = read_unit(folded, number.end)
    if read is None or read.unit.symbol == "" or not _counts(passage, at, numeral, number, read, floor):
        return None
    value, unit = _with_multiplier(number, numeral, read.unit)
    return _mention(passage, at, number._replace(value=value), read._replace(unit=unit), floor)


def _unit_at(folded: str, end: int, numeral: str) -> ReadUnit | None:
    """The unit right behind the numeral; 万 or 亿 at its end stands for one at the end of a clause."""
    read = read_unit(folded, end)
    if (
        read is None
        and len(numeral) > 1
        and numeral[-1] in "万亿"
        and not is_ideograph(folded[end : end + 1])
    ):
        return ReadUnit(multiplied(NUMBER, numeral[-1]), end)
    return read


def _read_numeral(at: int, end: int, numeral: str) -> Numeral | None:
    value = chinese_to_int(numeral)
    if len(numeral) == 2 and value is not None and numeral[0] in _ONES and numeral[1] in _ONES:
        low, high = _ONES.index(numeral[0]), _ONES.index(numeral[1])
        return Numeral(Decimal(low), end, 0, Decimal(high)) if high == low + 1 else None
    if value is None and numeral[0] in "百千万亿":
        value = chinese_to_int("一" + numeral)
    return Numeral(Decimal(value), end) if value else None


_ONES = "零一二三四五六七八九"


def _read_decimal(folded: str, end: int, numeral: str) -> Numeral | None:
    """三点五亿元: the decimals count only before a unit, 三点一线 has none."""
    value, point = chinese_to_int(numeral), _POINT.match(folded, end)
    if value is None or point is None or read_unit(folded, point.end()) is None:
        return None
    return Numeral(Decimal(value) + _decimals(point[1]), point.end(), len(point[1]))


def _read_range(folded: str, end: int, numeral: str) -> Numeral | None:
    """三至五个."""
    value, joint = chinese_to_int(numeral), _TO.match(folded, end)
    upper = chinese_to_int(joint[1]) if joint else None
    if joint is None or value is None or upper is None or upper <= value:
        return None
    return Numeral(Decimal(value), joint.end() + len(joint[1]), 0, Decimal(upper))


def _counts(passage: Passage, at: int, numeral: str, number: Numeral, read: ReadUnit, floor: int) -> bool:
    """Whether the numeral before this unit is a count and not part of a word."""
    folded, symbol = passage.folded, read.unit.symbol
    before = folded[at - 1 : at]
    if numeral[0] in "百千万亿":
        hedged = hedge_before(folded, floor, at) is not NONE or before in ("上", "达", "成")
        return hedged or read.precision is not Precision.EXACT
    if before in ("数", "几", "第", "初") and (before != "数" or numeral[0] == "十"):
        return False
    if symbol == "大":
        return 2 <= number.value <= 10 and len(numeral) == 1
    if symbol == "分":
        return (before in _GRADED and before != "") or number.places > 0 or len(numeral) > 2
    if len(numeral) > 1 or number.end != at + 1:
        return numeral[0] not in _ZEROS
    return _single_counts(passage, at, numeral, before, read)


_ZEROS = frozenset("零〇")


def _single_counts(passage: Passage, at: int, numeral: str, before: str, read: ReadUnit) -> bool:
    symbol = read.unit.symbol
    closed = not is_ideograph(passage.folded[read.end : read.end + 1])
    if numeral in _ZEROS or numeral in _FINANCIAL or symbol in _NO_COUNT:
        return False
    if symbol in _AFTER_VERB and not (before in _VERBS and before):
        return False
    if symbol == "元" and not closed:
        return False
    if numeral == "二":
        return symbol not in _RANKED
    if numeral == "一":
        counted = symbol not in _ONE_IS_WORD or (closed and symbol in ("家", "名", "件", "处", "条", "场"))
        return counted and closed and before not in _BEFORE_ONE
    return True


def _with_multiplier(number: Numeral, numeral: str, unit: Unit) -> tuple[Decimal, Unit]:
    """三百万元 is 300 of 万元, as it would be written in digits."""
    mark = numeral[-1]
    if len(numeral) < 2 or mark not in "万亿" or number.upper is not None or unit.symbol[:1] in "万亿":
        factor = MULTIPLIERS[mark] if unit.symbol[:1] == mark and len(numeral) > 1 else Decimal(1)
        return number.value / factor, unit
    return number.value / MULTIPLIERS[mark], multiplied(unit, mark)


def _mention(passage: Passage, at: int, number: Numeral, read: ReadUnit, floor: int) -> Found:
    before = hedge_before(passage.folded, floor, at)
    if passage.folded[at - 1 : at] == "上" and before is NONE:
        before = Hedge(Precision.OVER)
    if before.precision is Precision.ABOUT and read.unit.base == "年":
        before = NONE
    apart = number.upper is not None and number.end == at + 2
    hedge = strongest(
        Hedge(Precision.ABOUT) if apart else NONE,
        before,
        hedge_within(read.precision),
        hedge_after(passage.folded, read.end),
    )
    quantity = Quantity(number.value, read.unit, number.places, hedge.precision, number.upper)
    return passage.mention(at, read.end, quantity, hedge.operator)
