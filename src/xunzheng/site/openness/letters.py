"""The letters of a request, written from the case: receipt, reply, and the letter that asks for an opinion.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from xunzheng.calendars.calendar import Calendar
from xunzheng.documents.manuscript import Alignment, Grid, Manuscript, Passage, Piece, Role, Slot
from xunzheng.processes.case import Case, Value
from xunzheng.processes.definition import Definition
from xunzheng.site.openness.marks import GROUNDS
from xunzheng.site.openness.remedies import remedy

STATUTE: Final = "《中华人民共和国政府信息公开条例》"
_TITLES: Final[Mapping[str, str]] = {
    "given": "政府信息公开告知书",
    "partly-given": "政府信息部分公开告知书",
    "refused": "政府信息不予公开告知书",
    "not-held": "政府信息不存在告知书",
    "other-agency": "非本机关政府信息告知书",
    "repeated": "不予重复处理告知书",
}
_LEADS: Final[Mapping[str, str]] = {
    "already-public": "您申请公开的信息已经主动公开。依照条例{article}，现将获取该信息的方式、途径告知如下：",
    "given": "您申请公开的信息可以公开。依照条例{article}，现提供该信息，或者告知获取的方式、途径和时间：",
    "partly-given": "您申请公开的信息含有不应当公开的内容，能够作区分处理。依照条例{article}，"
    "现提供可以公开的内容：",
    "refused": "您申请公开的信息，本机关决定不予公开。依照条例{article}，现说明理由如下：",
    "not-held": "经检索，没有您申请公开的信息。依照条例{article}，告知您该政府信息不存在：",
    "other-agency": "您申请公开的信息不属于本机关负责公开。依照条例{article}，现告知并说明理由：",
    "repeated": "本机关已就您的申请作出过答复，您重复申请公开相同的政府信息。依照条例{article}，"
    "不予重复处理：",
    "other-law": "有关法律、行政法规对您申请的信息的获取有特别规定。依照条例{article}，请您依照该规定办理：",
    "no-processing": "您申请的信息需要本机关对现有政府信息进行加工、分析。依照条例{article}，不予提供：",
    "petition": "您以政府信息公开申请的形式进行信访、投诉、举报等活动。依照条例{article}，"
    "不作为政府信息公开申请处理，您可以通过相应渠道提出：",
    "in-print": "您要求提供的是政府公报、报刊、书籍等公开出版物。依照条例{article}，现告知获取的途径：",
    "excessive": "您申请公开政府信息的数量、频次明显超过合理范围，说明的理由不合理。依照条例{article}，"
    "不予处理：",
}


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands on a letter beside the case: the agency, the document number if there is one, and the
    day.
    """

    agency: str
    dated_on: date
    document_number: str = ""


def reply(
    case: Case, definition: Definition, values: Mapping[str, Value], heads: Heads, calendar: Calendar
) -> Manuscript:
    """The reply: what was asked, what happened on the way, the decision with its article, grounds and
    remedies.

    `values` are those of the case with the applicant's name as it is. Raises KeyError for a case that has no
    decision.
    """
    decision = str(values["decision"])
    pieces: list[Piece] = [Passage(f"{values.get('applicant_name', '')}：")]
    pieces += [Passage(sentence) for sentence in _way(case, values, calendar)]
    pieces.append(Passage(_LEADS[decision].format(article=_article(definition, decision))))
    pieces += [Passage(line) for line in _lines(values.get("answer"))]
    pieces += _withheld(decision, values)
    pieces += [Passage(text) for text in _where(values)]
    pieces.append(Passage(remedy(decision).sentence))
    pieces += _signed(heads)
    title = _TITLES.get(decision, "政府信息公开申请告知书")
    return Manuscript(f"{heads.agency}{title}", tuple(pieces), subtitle=heads.document_number)


def receipt(case: Case, definition: Definition, heads: Heads) -> Manuscript:
    """The receipt (登记回执): that the request is registered, and which limits run. It does not hold the
    code.
    """
    values = case.values
    rows = (
        ("登记编号", case.id),
        ("收到机关", heads.agency),
        ("申请方式", _choice(definition, "channel", values)),
        ("所需信息", _text(values.get("content"))),
        ("获取形式", _choice(definition, "form_wanted", values)),
        ("获取途径", _choice(definition, "delivery", values)),
        ("提交时间", f"{heads.dated_on:%Y-%m-%d}"),
        ("收到之日", _day(values.get("received_on")) or "待确认（条例第三十一条）"),
    )
    slots = tuple((Slot(name, heading=True, align=Alignment.CENTRE), Slot(text)) for name, text in rows)
    note = (
        "收到之日起20个工作日内答复；需要延长的，经批准后告知，最长不超过20个工作日（条例第三十三条）。"
        "凭登记编号和查询码可以查看进度；查询码在提交时显示，请妥善保管。"
    )
    return Manuscript(
        "政府信息公开申请登记回执", (Grid(slots, (26, 74), header_rows=0), Passage(note, Role.NOTE))
    )


def opinion_letter(about: str, party: str, role: str, address: str, heads: Heads) -> Manuscript:
    """The letter that asks a third party or a co-producing agency for its opinion. It says nothing of the
    applicant.
    """
    is_third = role == "third-party"
    basis = "第三十二条" if is_third else "第三十四条"
    whose = "涉及您（单位）合法权益" if is_third else "由贵机关与本机关共同制作"
    silence = "由本机关依照条例的规定决定是否公开" if is_third else "视为同意公开"
    pieces: list[Piece] = [
        Passage(f"{party}："),
        Passage(f"有申请人向本机关申请公开政府信息，其中下列内容{whose}："),
        *(Passage(line, Role.QUOTE) for line in _lines(about)),
        Passage(
            f"依照{STATUTE}{basis}的规定，现征求意见。"
            f"请自收到本征求意见书之日起15个工作日内提出是否同意公开的"
            f"意见；不同意公开的，请说明理由。逾期未提出意见的，{silence}。"
        ),
        Passage(f"可以书面答复，也可以在网上答复（链接只能用一次，请勿转给他人）：{address}"),
        *_signed(heads),
    ]
    return Manuscript("政府信息公开征求意见书", tuple(pieces), subtitle=heads.document_number)


def chinese_day(on: date) -> str:
    """The day as it stands under an official letter.

    >>> chinese_day(date(2026, 9, 16))
    '2026年9月16日'
    """
    return f"{on.year}年{on.month}月{on.day}日"


def _way(case: Case, values: Mapping[str, Value], calendar: Calendar) -> Iterator[str]:
    received = _day(values.get("received_on"))
    asked = _quoted(values)
    yield f"本机关于{received}收到您（单位）的政府信息公开申请（登记编号：{case.id}），申请公开：{asked}"
    if case.counts.get("ask-clarification"):
        clock = case.clocks.get("reply")
        started = chinese_day(calendar.day_of(clock.started_at)) if clock else ""
        yield f"因申请内容不够明确，本机关告知您作出补正，并于{started}收到补正，答复期限自该日起计算。"
    if case.opened_branches:
        yield "办理中依照条例第三十二条、第三十四条书面征求了有关方面的意见，所需时间不计入答复期限。"
    if "extension_days" in values:
        more = values["extension_days"]
        yield f"经本机关政府信息公开工作机构负责人同意，答复期限延长{more}个工作日，已告知您。"
    yield f"依照{STATUTE}（以下简称条例），经审查，现答复如下："


def _quoted(values: Mapping[str, Value]) -> str:
    text = " ".join(_text(values.get("content")).split())
    return f"“{text[:300]}{'…' if len(text) > 300 else ''}”。"


def _withheld(decision: str, values: Mapping[str, Value]) -> Iterator[Piece]:
    if decision not in ("refused", "partly-given"):
        return
    ground = GROUNDS.get(str(values.get("refuse_ground", "")))
    if ground is not None:
        what = "未予公开的内容" if decision == "partly-given" else "该信息"
        yield Passage(f"{what}属于条例{ground[0]}规定的{ground[1]}。")
    for line in _lines(values.get("refuse_reason")):
        yield Passage(line)
    if decision == "partly-given":
        yield Passage("未公开的部分及理由：")
        for line in _lines(values.get("redacted")):
            yield Passage(line)
    weighing = str(values.get("weighing", ""))
    if weighing:
        yield Passage(_WEIGHED[weighing])


_WEIGHED: Final = {
    "respected": "第三方不同意公开，其理由合理，涉及的部分不予公开。",
    "unfounded": "第三方不同意公开，没有合理理由，本机关决定公开。",
    "public-interest": "第三方不同意公开，但不公开可能对公共利益造成重大影响，本机关决定公开。",
}


def _where(values: Mapping[str, Value]) -> Iterator[str]:
    if where := _text(values.get("where")):
        yield f"获取的方式、途径和时间：{where}"
    if right := _text(values.get("right_agency")):
        yield f"负责公开该信息的机关：{right}"


def _signed(heads: Heads) -> list[Piece]:
    return [Passage(heads.agency, Role.SIGNATURE), Passage(chinese_day(heads.dated_on), Role.SIGNATURE)]


def _article(definition: Definition, decision: str) -> str:
    return definition.outcome[decision].article or ""


def _choice(definition: Definition, code: str, values: Mapping[str, Value]) -> str:
    value = values.get(code, "")
    return next((each.title for each in definition.field[code].choices if each.code == value), "")


def _day(value: Value | None) -> str:
    return chinese_day(date.fromisoformat(value)) if isinstance(value, str) and value else ""


def _text(value: Value | None) -> str:
    return value if isinstance(value, str) else "、".join(value or ())


def _lines(value: Value | None) -> list[str]:
    return [line.strip() for line in _text(value).splitlines() if line.strip()]
