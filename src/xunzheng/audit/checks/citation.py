"""Document numbers are well formed, fit their issuer, and were in force in the evaluated year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Sentence

_NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,10})\s*(?P<open>[〔\[【(])\s*(?P<year>\d{4})\s*(?P<close>[〕\]】)])\s*(?P<order>第?\d{1,5})\s*号"
)
_BROKEN = re.compile(
    r"(?<!公)(?<!告)[\u4e00-\u9fff]{1,6}(?:字|发|办|函|预|财|建|社|绩|农|教|行|监|综|规)(?:"
    r"[〔\[【(]\s*20\d\d\s*\d{1,4}\s*号"  # 〔2020165号: the closing bracket is lost
    r"|20\d\d\s*[〕\]】)]\s*\d{1,4}\s*号"  # 2020〕165号: the opening one is
    r"|\s?20\d\d\s?年?(?:第|-|\s)\s?\d{1,4}\s?号"  # 国发2018第34号: neither of them
    r"|[〔\[【(]\s*\d\d\s*[〕\]】)]\s*第?\d{1,4}\s*号"  # 〔23〕8号: half the year
    r"|[〔\[【(]\s*20\d\d\s*[〕\]】)]\s*(?![第\d])[^\s\d号]{0,2}号"  # 〔2020〕号: no number
    r"|〔\s*20\d\d\s*〕\s*\d{1,4}(?=[)）,，。;；、]))"  # 〔2021〕36: no 号
)
_LEAD = re.compile(r"^(?:根据|依据|按照|按|以|和|及|与)")
_TITLED = re.compile(r"《(?P<title>[^》]{4,80})》\s*[(（]?\s*$")
_MATCHED = ("〔〕", "[]", "【】", "()", "（）", "﹝﹞", "［］", "{}", "｛｝", "〈〉")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Malformed numbers, prefixes that are another body's, and regulations already repealed."""
    for sentence in reading.sentences:
        if "号" not in sentence.text and "〔" not in sentence.text:
            continue
        yield from _broken(reading, sentence)
        for match in _NUMBER.finditer(sentence.folded):
            yield from _form(reading, sentence, match)
            yield from _issuer(reading, sentence, match, rules)
            yield from _repealed(reading, sentence, match, rules)


def _broken(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    for match in _BROKEN.finditer(sentence.text):
        start = match.end() - len(_LEAD.sub("", match.group()))
        yield _malformed(reading, sentence, start, match.end(), "发文字号缺少括号、序号或年份不全")


def _form(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    if match["prefix"].endswith(("会审字", "审字", "报字", "评字")):
        return
    signs = sentence.text[match.start("open")] + sentence.text[match.start("close")]
    if signs not in _MATCHED:
        yield _malformed(reading, sentence, match.start("open"), match.end(), "年份的前后括号不成对")
    elif match["order"].lstrip("第").startswith("0"):
        yield _malformed(reading, sentence, match.start("open"), match.end(), "序号不编虚位（1 不写作 001）")
    elif match["order"].startswith("第") and not match["prefix"].endswith("字"):
        yield _malformed(reading, sentence, match.start("open"), match.end(), "序号前不加“第”字")


def _malformed(reading: Reading, sentence: Sentence, start: int, end: int, fault: str) -> Finding:
    place = reading.place(sentence, sentence.start + start, sentence.start + end)
    return Finding(
        code="citation-form",
        severity=Severity.ADVICE,
        where=(place,),
        claim=place.quote,
        expected=f"机关代字〔年份〕序号号；{fault}",
        advice="请按“机关代字〔年份〕序号号”的格式核对并改正文号。",
        check=CHECK.id,
    )


def _issuer(reading: Reading, sentence: Sentence, match: re.Match[str], rules: Rules) -> Iterator[Finding]:
    """A number whose prefix the pack knows, behind a title that another body is named in."""
    titled = _TITLED.search(sentence.folded[: match.start("prefix")])
    if titled is None:
        return
    for known in rules.parameters.issuer_prefixes:
        if match["prefix"] != known.prefix:
            continue
        named = re.match(
            r"[\u4e00-\u9fff]{2,16}?(?:人民政府办公厅|人民政府办公室|人民政府|财政厅|财政局|财政部)(?=关于|印发)",
            titled["title"],
        )
        if named and named.group() not in known.issuers:
            place = reading.place(
                sentence, sentence.start + match.start("prefix"), sentence.start + match.end()
            )
            yield Finding(
                code="citation-form",
                severity=Severity.SUSPICION,
                where=(place,),
                claim=f"{named.group()}的文件用“{match['prefix']}”字头",
                expected=f"“{known.prefix}”是{'、'.join(known.issuers)}的发文字头",
                rule=known.citation,
                advice="请核对发文机关与文号。",
                check=CHECK.id,
            )


def _repealed(reading: Reading, sentence: Sentence, match: re.Match[str], rules: Rules) -> Iterator[Finding]:
    """A regulation that was repealed before the evaluated year was over."""
    year = reading.period.year
    written = f"〔{match['year']}〕{match['order'].lstrip('第')}号"
    for regulation in rules.parameters.repealed:
        if not regulation.number.endswith(written) or year is None:
            continue
        prefix = regulation.number.removesuffix(written)
        if not match["prefix"].endswith(prefix) or regulation.in_force_on(date(year, 12, 31)):
            continue
        start = match.end("prefix") - len(prefix)
        place = reading.place(sentence, sentence.start + start, sentence.start + match.end())
        by = f"，由{regulation.repealed_by}取代" if regulation.repealed_by else ""
        yield Finding(
            code="citation-repealed",
            severity=Severity.SUSPICION,
            where=(place,),
            claim=f"引用《{regulation.title}》（{regulation.number}）",
            expected=f"{year} 年度有效的规定",
            arithmetic=f"该文件自 {regulation.repealed_on:%Y-%m-%d} 起失效{by}，早于 {year} 年末",
            rule=regulation.citation,
            advice="请改引评价年度有效的规定。"
            if not regulation.repealed_by
            else f"请改引{regulation.repealed_by}。",
            check=CHECK.id,
        )


CHECK = Check("citation", 2, ("citation-form", "citation-repealed"), find)
