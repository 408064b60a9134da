"""Digits that are no quantity: dates, document numbers, phones, codes, pages, labels, sizes and names."""

from __future__ import annotations

import re

from xunzheng.quantities.dates import read_date
from xunzheng.quantities.measures import read_unit
from xunzheng.quantities.passage import Found, Passage, is_ideograph
from xunzheng.quantities.quantity import NotQuantity

_Y = r"(?:19|20)\d\d"
_N = r"\d{1,6}(?:\.\d{1,4})?"
_LENGTH = r"(?:mm|cm|km|m|毫米|厘米|公分|米)(?![²³a-zA-Z0-9])"
_NO_QUANTITY = r"(?! ?[\d.%‰元万亿人户个次=×*])"
_FOLLOWED_BY_HOTLINE = (
    r"(?=(?:[、/和与]\d{3,5}){0,4}(?:市民|政务|便民|公共|服务|社会|消费|投诉|举报|咨询|维权){0,4}"
    r"(?:热线|话务|专线|工单|报警|急救|平台|电话|系统|中心|举报|投诉))"
)

# One anchored pattern; the name of the group that matched is the kind.
_AT_DIGIT = re.compile(
    r"(?P<phone>(?:0\d{2,3}[-)] ?-?\d{7,8}|400-?\d{3}-?\d{4}|1[3-9]\d-?\d{4}-?\d{4})(?!\.?\d|[%万亿元]))"
    rf"|(?P<time>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![:.]?\d)"
    r"|(?:1\d|2[0-4]|0?\d)[时点](?:[0-5]?\d分(?!钟)|整|半)|(?<=[上下中]午)\d{1,2}点"
    r"|(?:1\d|2[0-4]|0?\d)时(?![间候期段效]))"
    rf"|(?P<size>{_N} ?{_LENGTH} ?[×xX*] ?{_N}(?:{_LENGTH})?(?: ?[×xX*] ?{_N}(?:{_LENGTH})?)?{_NO_QUANTITY}"
    rf"|{_N}[×xX*]{_N}(?:{_LENGTH}|[×xX*]{_N}(?:{_LENGTH})?){_NO_QUANTITY})"
    rf"|(?P<name>(?:12\d{{3}}|110|119|120|122){_FOLLOWED_BY_HOTLINE}"
    rf"|12345(?!\.?\d|[万亿千百余多元人户件个次项%‰]))"
    rf"|(?P<document>{_Y}[\])] ?\d{{1,5}} ?号|{_Y} ?年 ?第 ?\d{{1,5}} ?号)"
    rf"|(?P<account>\d[0-9A-HJ-NPQRTUWXY]{{17}}(?!\.?\d|[A-Za-z%‰万亿元]))"
)
_KINDS = {
    "phone": NotQuantity.PHONE,
    "time": NotQuantity.TIME,
    "size": NotQuantity.SIZE,
    "name": NotQuantity.NAME,
    "document": NotQuantity.DOCUMENT_NUMBER,
    "account": NotQuantity.ACCOUNT,
}

_LABEL = re.compile(rf"\d{{1,3}}(?:、|\)|\.(?!\d)|\.(?={_Y}年))")
_DECIMAL_LABEL = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,4}(?=[、. ]?[^\W\d_])|\d{1,2}(?:\.\d{1,2}){2,4}(?![\d.])"
)
_PAGE_END = re.compile(r"\d{1,4} *--? *(?=[\n\r\t|\f]|$)")
_CODE_LEAD = re.compile(
    r"(?:科目|凭证|编号|编码|代码|账号|帐号|账户|卡号|证号|邮编|邮政编码|批号|合同号|流水号|单号|序列号|文号|条码|票号|信用代码"
    r"|(?P<phone>电话|手机|热线|传真|联系方式|专线|QQ))(?:号码|号|码)?(?:为|是|:)? ?#?$"
)
_CODE_LEAD_ENDS = frozenset("目证号码编话机线真户式Q:为是 #")
_CODE = re.compile(r"[0-9A-Za-z]++(?:[-/.][0-9A-Za-z]++){0,6}#?")
_NUMBERED = re.compile(r"(?:附件|附表|(?<![代报])表|(?<![意企])图|专栏|标段|序号|指标|附录|样表)$")
_NUMBERED_ENDS = frozenset("件表图栏段号标录")
_GREEK = frozenset("ΦφФфØøΔ№#")
_LETTERED = re.compile(
    r"[A-Za-zΦφФфØøΔ№#]++-?\d++(?:\+\d++)?(?:\.\d++)*(?:[A-Za-z]++\d*|-\d++(?![.%]?[\d一-鿿%]))?"
)
_STANDARD = re.compile(r"[A-Z]++(?:/[A-Z])? ?\d++(?:\.\d++)?-\d{2,4}(?!\d)")
_ADDRESS = re.compile(r"[A-Za-z0-9@/._&?=%#:-]++")
_CURRENCIES = ("RMB", "CNY", "USD")


def read_lookalike(passage: Passage, at: int, floor: int) -> Found | None:
    """What the digits beginning at an offset are instead of a quantity; None if nothing speaks against one.

    `floor` is the end of what was read before; nothing left of it is taken.
    """
    return (
        _read_after_letters(passage, at, floor)
        or _read_code(passage, at)
        or _read_date(passage, at)
        or _read_pattern(passage, at)
        or _read_label(passage, at, floor)
        or _read_page(passage, at, floor)
    )


def _read_date(passage: Passage, at: int) -> Found | None:
    if not _MAYBE_DATE.match(passage.folded, at):
        return None
    date = read_date(passage.text, passage.folded, at)
    return passage.exclusion(date.start, date.end, NotQuantity.DATE) if date else None


_MAYBE_DATE = re.compile(r"\d{1,4} ?[年月日号季\-/.~至到、,和与及xX×*]|\d{5,8}")


def _read_pattern(passage: Passage, at: int) -> Found | None:
    match = _AT_DIGIT.match(passage.folded, at)
    if match is None:
        return None
    return passage.exclusion(at, match.end(), _KINDS[match.lastgroup or "name"])


def _read_after_letters(passage: Passage, at: int, floor: int) -> Found | None:
    """G20, PM2.5, K12+300, Ф160, GB 50300-2013: letters before the digits make them a name or a size."""
    folded = passage.folded
    sign = folded[at - 1 : at] if at > floor else ""
    if not _is_letter(sign):
        if at - 2 < floor or not sign or sign not in "- @/._" or not _is_letter(folded[at - 2 : at - 1]):
            return None
        if sign in "@/._":
            address = _ADDRESS.match(folded, at)
            return passage.exclusion(at, address.end(), NotQuantity.NAME) if address else None
    start = at - 1 if _is_letter(sign) else at - 2
    while start > max(floor, at - 12) and _is_letter(folded[start - 1]):
        start -= 1
    start = max(start, floor)
    if sign == " ":
        standard = _STANDARD.match(folded, start)
        return passage.exclusion(start, standard.end(), NotQuantity.NAME) if standard else None
    letters = folded[start:at].rstrip("-")
    match = _STANDARD.match(folded, start) or _LETTERED.match(folded, start)
    if match is None or letters in _CURRENCIES or letters in ("x", "X"):
        return None
    if folded[match.end() : match.end() + 1] == "@":
        match = _ADDRESS.match(folded, start) or match
    sized = letters[-1] in _GREEK or letters == "DN" or "+" in match[0]
    return passage.exclusion(start, match.end(), NotQuantity.SIZE if sized else NotQuantity.NAME)


def _is_letter(sign: str) -> bool:
    return (sign.isascii() and sign.isalpha()) or sign in _GREEK


def _read_label(passage: Passage, at: int, floor: int) -> Found | None:
    folded = passage.folded
    match = _LABEL.match(folded, at)
    if match is None:
        return _read_decimal_label(passage, at)
    before, mark = folded[at - 1 : at], match[0][-1]
    if mark == ")":
        return (
            _read_bracketed(passage, at, floor, match.end())
            if before == "("
            else _read_half(passage, at, match)
        )
    following = folded[match.end() : match.end() + 1]
    leads = passage.line_lead(at) == ""
    if following.isdecimal():
        date = read_date(passage.text, folded, match.end()) if leads or passage.opens_clause(at) else None
        return passage.exclusion(at, match.end(), NotQuantity.LIST_NUMBER) if date else None
    opens = leads or (passage.opens_clause(at) and (is_ideograph(following) or following in ("《", "“")))
    if not opens or not following.strip():
        return _alone_before_text(passage, at, match) if leads else None
    return passage.exclusion(at, match.end(), NotQuantity.LIST_NUMBER)


def _alone_before_text(passage: Passage, at: int, match: re.Match[str]) -> Found | None:
    """`1. 项目` is a label; `1.` with nothing behind it on its line is a number and its full stop."""
    rest = passage.folded[match.end() : match.end() + 8].split("\n")[0].strip()
    return passage.exclusion(at, match.end(), NotQuantity.LIST_NUMBER) if rest else None


def _read_half(passage: Passage, at: int, match: re.Match[str]) -> Found | None:
    if passage.line_lead(at) != "" or match.end() - at > 3:
        return None
    return passage.exclusion(at, match.end(), NotQuantity.LIST_NUMBER)


def _read_bracketed(passage: Passage, at: int, floor: int, end: int) -> Found | None:
    """`(3)` opens an item; behind a word with nothing after it, as in `投入(20)`, it is a number."""
    folded, opening = passage.folded, at - 1
    if opening < floor or end - at > 3:
        return None
    inline = is_ideograph(folded[opening - 1 : opening]) if opening else False
    if inline and not is_ideograph(folded[end : end + 1]):
        return None
    return passage.exclusion(opening, end, NotQuantity.LIST_NUMBER)


def _read_decimal_label(passage: Passage, at: int) -> Found | None:
    """`1.1 项目概况` at the head of a line, unless a unit follows: `1.5 万元` is a quantity."""
    match = _DECIMAL_LABEL.match(passage.folded, at)
    if match is None or passage.line_lead(at) != "":
        return None
    end = match.end()
    if read_unit(passage.folded, end) or read_unit(passage.folded, end + 1):
        return None
    return passage.exclusion(at, end, NotQuantity.LIST_NUMBER)


def _read_page(passage: Passage, at: int, floor: int) -> Found | None:
    """A page number alone on its line between dashes, or 共5页."""
    folded = passage.folded
    before = folded[at - 1 : at]
    if before not in ("-", " ", "共"):
        return None
    if before == "共" or folded[max(0, at - 2) : at] == "共 ":
        match = _PAGES.match(folded, at)
        return passage.exclusion(at, match.end(), NotQuantity.PAGE) if match else None
    match = _PAGE_END.match(folded, at)
    if match is None or passage.line_lead(at) not in ("-", "--"):
        return None
    start = folded.rfind("-", max(0, at - 24), at)
    return passage.exclusion(max(start, floor), match.end(), NotQuantity.PAGE)


_PAGES = re.compile(r"\d{1,5} ?页")


def _read_code(passage: Passage, at: int) -> Found | None:
    """Digits that the word before names as a code, a telephone number or the number of an annex or table."""
    folded = passage.folded
    before = folded[at - 1 : at]
    if before in _CODE_LEAD_ENDS:
        lead = _CODE_LEAD.search(folded, max(0, at - 14), at)
        code = _CODE.match(folded, at) if lead else None
        if lead and code and sum(map(str.isdecimal, code[0][:40])) >= 3 and not read_unit(folded, code.end()):
            kind = NotQuantity.PHONE if lead["phone"] else NotQuantity.ACCOUNT
            return passage.exclusion(at, code.end(), kind)
    if before in _NUMBERED_ENDS and _NUMBERED.search(folded, max(0, at - 3), at):
        return _read_numbered(passage, at)
    return None


def _read_numbered(passage: Passage, at: int) -> Found | None:
    match = _SHORT.match(passage.folded, at)
    if match is None or read_unit(passage.folded, match.end()):
        return None
    following = passage.folded[match.end() : match.end() + 1]
    weight = passage.folded[at - 2 : at] == "指标" and not (
        following in (":", "…") or passage.opens_clause(at - 2)
    )
    return None if weight else passage.exclusion(at, match.end(), NotQuantity.LIST_NUMBER)


_SHORT = re.compile(r"\d{1,3}(?:-\d{1,2})?(?!\.?\d|[%‰])")


_DOCUMENT = re.compile(
    rf"[\[(] ?{_Y} ?[\])] ?(?:年?第|特|函|电|令|字第?)? ?(?P<serial>\d{{1,5}})(?:-\d{{1,4}})? ?(?P<hao>号)?"
)
_HALF_DOCUMENT = re.compile(rf"\[ ?{_Y} ?\d{{1,4}} ?号")
_FUSED = re.compile(rf"\[{_Y}\d++(?:[.,]\d++){{0,12}}")
_YEAR_ALONE = re.compile(rf"[\[(] ?{_Y} ?[\])]")


def read_bracketed_year(passage: Passage, at: int) -> Found | None:
    """A bracket and a year: 〔2012〕33号, (2022)第0011号, (2019), or run together 〔20202185000万元."""
    folded = passage.folded
    square = folded[at] == "["
    match = _DOCUMENT.match(folded, at)
    if match and (match["hao"] or (square and not read_unit(folded, match.end()))):
        return passage.exclusion(at, match.end(), NotQuantity.DOCUMENT_NUMBER)
    alone = _YEAR_ALONE.match(folded, at)
    if alone:
        return passage.exclusion(at, alone.end(), NotQuantity.DATE)
    half = _HALF_DOCUMENT.match(folded, at)
    if half:
        return passage.exclusion(at, half.end(), NotQuantity.DOCUMENT_NUMBER)
    fused = _FUSED.match(folded, at)
    if fused is None or read_date(passage.text, folded, at + 1):
        return None
    unit = read_unit(folded, fused.end())
    return passage.malformed(at, unit.end if unit else fused.end())


_ORDINAL_NUMBER = r"(?:\d{1,5}|[一二三四五六七八九十百千〇零两廿]{1,10})"
_ORDINAL = re.compile(
    rf"第 ?{_ORDINAL_NUMBER}"
    rf"(?:(?:[、至到和~-]|--|至第){_ORDINAL_NUMBER}(?=[、至到和~-]|[批条章节款项届期季页个类组轮次]))*+"
    r" ?(?P<word>阶段|季度|部分|标段|批次|[批条章节款项届期个类组轮次名位号页年季包标编篇层组级方])?"
)
_ORDINAL_KINDS = {"页": NotQuantity.PAGE, "号": NotQuantity.DOCUMENT_NUMBER, "方": NotQuantity.NAME}


def read_ordinal(passage: Passage, at: int) -> Found | None:
    """第一批, 第三条, 第3页, 第0011号: an ordinal counts nothing."""
    match = _ORDINAL.match(passage.folded, at)
    if match is None:
        return None
    kind = _ORDINAL_KINDS.get(match["word"] or "", NotQuantity.LIST_NUMBER)
    return passage.exclusion(at, match.end(), kind)


_TITLE = re.compile(r"《[^《》\n]{1,120}(?:《[^《》\n]{1,80}》[^《》\n]{0,80}){0,3}》")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十百两]")


def read_title(passage: Passage, at: int) -> Found | None:
    """A title in 《》 with a numeral in it: the whole is a name."""
    match = _TITLE.match(passage.folded, at)
    if match is None or not _NUMERAL.search(match[0]):
        return None
    return passage.exclusion(at, match.end(), NotQuantity.NAME)


QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"', "〝": "〞"}
_QUOTED = {
    opening: re.compile(rf"{opening}([^{opening}{closing}\n\r\t]{{1,24}}){closing}")
    for opening, closing in QUOTES.items()
}
_COUNTED = re.compile(r"[二三四五六七八九十百两]|^一")
_JOINED_DIGITS = re.compile(r"[A-Za-z+·&]\d|\d[A-Za-z+·&]")


def read_quoted(passage: Passage, at: int) -> Found | None:
    """A short quotation that is a name: “5+2”, “十三五”, “1+N”; one that states an amount or date is none."""
    match = _QUOTED[passage.folded[at]].match(passage.folded, at)
    if match is None or not _is_name(match[1]) or _closes_straight(passage.folded, at):
        return None
    return passage.exclusion(at, match.end(), NotQuantity.NAME)


_QUOTE_VIEW = 200


def _closes_straight(folded: str, at: int) -> bool:
    """Whether a straight quotation mark is the second of a pair, as far as its line shows."""
    start = max(0, at - _QUOTE_VIEW, folded.rfind("\n", max(0, at - _QUOTE_VIEW), at))
    return folded[at] == '"' and folded.count('"', start, at) % 2 == 1


def _is_name(inner: str) -> bool:
    if not any("0" <= sign <= "9" for sign in inner):
        return bool(_COUNTED.search(inner)) and not any(sign in inner for sign in "元年月%")
    return bool(_JOINED_DIGITS.search(inner))
