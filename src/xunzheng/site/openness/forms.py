"""What the citizen's form and the staff's registration are filled with, and what is wrong with it, by
field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import QueryDict

from xunzheng.identifiers.credit_code import credit_code_flaws
from xunzheng.identifiers.personal_number import personal_number_flaws
from xunzheng.processes.case import Value
from xunzheng.processes.command import Reason, Refused

CITIZEN, LEGAL_PERSON, ORGANISATION = "citizen", "legal-person", "organisation"
KINDS: Final = (CITIZEN, LEGAL_PERSON, ORGANISATION)
ID_KINDS: Final = ("identity-card", "passport", "hmt-permit", "other")
ID_TITLES: Final = dict(
    zip(ID_KINDS, ("居民身份证", "护照", "港澳台居民居住证或通行证", "其他证件"), strict=True)
)
USCC_TITLE, REPRESENTATIVE_TITLE = "统一社会信用代码", "法定代表人（负责人）"
FORMS: Final = ("electronic", "paper", "inspection")
DELIVERIES: Final = ("internet", "post", "fax", "in-person")
CHANNELS: Final = ("hand-in", "oral", "registered-post", "ordinary-post", "fax", "internet")
DATED_BY: Final = {
    "hand-in": ("register-hand-in", "submitted_on"),
    "oral": ("register-hand-in", "submitted_on"),
    "registered-post": ("register-signed", "signed_on"),
    "ordinary-post": ("register-confirmed", "confirmed_on"),
    "fax": ("register-confirmed", "confirmed_on"),
    "internet": ("register-confirmed", "confirmed_on"),
}
"""By which action a request of the channel is registered, and in which field its day stands (Art. 31)."""
MOST: Final = {
    "agency": 40, "applicant_kind": 20, "name": 100, "id_kind": 20, "id_number": 40, "uscc": 18,
    "representative": 40, "phone": 30, "address": 100, "email": 60, "subject": 200, "document_number": 60,
    "description": 1500, "form_wanted": 20, "delivery": 20, "consent": 3, "channel": 20, "received_on": 10,
}  # fmt: skip
"""The fields with how many characters each may have."""
_OF_CASE: Final = {
    "applicant_kind": "applicant_kind", "applicant_name": "name", "identity": "id_number", "contact": "phone",
    "content": "subject", "form_wanted": "form_wanted", "delivery": "delivery", "application": "files",
    "proof": "files", "channel": "channel", "submitted_on": "received_on", "signed_on": "received_on",
    "confirmed_on": "received_on",
}  # fmt: skip
Problems = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, by field; empty texts where nothing was. `problems` are sentences by field."""

    texts: Mapping[str, str]
    problems: Problems = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


def empty(**known: str) -> Filled:
    """A form in which only the known is filled in."""
    texts = {"applicant_kind": CITIZEN, "id_kind": ID_KINDS[0], "form_wanted": "electronic"}
    return Filled({**dict.fromkeys(MOST, ""), **texts, "delivery": "internet", **known})


def read(data: QueryDict) -> Filled:
    """What the form was filled with; line ends are those of a text, blanks around are gone."""
    texts = {name: data.get(name, "").replace("\r\n", "\n").strip() for name in MOST}
    texts["uscc"] = texts["uscc"].upper()
    if texts["id_kind"] == ID_KINDS[0]:
        texts["id_number"] = texts["id_number"].upper()
    return Filled(texts)


def check(filled: Filled, agencies: Mapping[str, str]) -> Problems:
    """What is wrong with a citizen's form: Art. 29 asks for who, how to be reached, what, and in which
    form.
    """
    problems: Problems = {}
    for name, most in MOST.items():
        if len(filled[name]) > most:
            problems[name] = (
                f"最多 {most} 个字，现在有 {len(filled[name])} 个，请删减；内容多的可以作为附件上传。"
            )
    if filled["agency"] not in agencies:
        problems.setdefault("agency", "请选择向哪个机关申请。")
    chosen = (("applicant_kind", KINDS), ("form_wanted", FORMS), ("delivery", DELIVERIES))
    for name, choices in chosen:
        if filled[name] not in choices:
            problems.setdefault(name, "请选择其中一项。")
    for name, text in (*_who(filled), *_contact(filled), *_what(filled)):
        problems.setdefault(name, text)
    return problems


def check_registration(filled: Filled, today: date) -> Problems:
    """What is wrong with the channel and the day of a request that came on paper."""
    problems: Problems = {}
    if filled["channel"] not in CHANNELS:
        problems["channel"] = "请选择申请是怎样收到的。"
    if not filled["received_on"]:
        if filled["channel"] in ("hand-in", "oral", "registered-post"):
            problems["received_on"] = "请填写提交或者签收的日期（条例第三十一条）。"
        return problems
    try:
        if date.fromisoformat(filled["received_on"]) > today:
            problems["received_on"] = f"不能晚于今天（{today.isoformat()}）。"
    except ValueError:
        problems["received_on"] = "请写成 2026-09-16 这样的日期。"
    return problems


def _who(filled: Filled) -> list[tuple[str, str]]:
    if filled["applicant_kind"] == CITIZEN:
        return _person(filled)
    found = [] if filled["name"] else [("name", "请填写单位名称。")]
    flaws = credit_code_flaws(filled["uscc"]) if filled["uscc"] else ()
    if not filled["uscc"]:
        found.append(("uscc", "请填写统一社会信用代码，18 位。"))
    elif flaws:
        found.append(("uscc", f"统一社会信用代码不对：{flaws[0]}。请对照营业执照或登记证书。"))
    if not filled["representative"]:
        found.append(("representative", "请填写法定代表人或者负责人的姓名。"))
    return found


def _person(filled: Filled) -> list[tuple[str, str]]:
    found = [] if filled["name"] else [("name", "请填写您的姓名。")]
    if filled["id_kind"] not in ID_KINDS:
        found.append(("id_kind", "请选择证件种类。"))
    if not filled["id_number"]:
        found.append(("id_number", "请填写证件号码。"))
    elif filled["id_kind"] == ID_KINDS[0] and (flaws := personal_number_flaws(filled["id_number"])):
        found.append(("id_number", f"身份证号码不对：{flaws[0]}。请对照证件。"))
    return found


def _contact(filled: Filled) -> list[tuple[str, str]]:
    if not (filled["phone"] or filled["address"] or filled["email"]):
        return [("phone", "请至少留一种联系方式：电话、通信地址或者电子邮箱。")]
    if filled["delivery"] == "post" and not filled["address"]:
        return [("address", "您选择邮寄，请填写通信地址。")]
    if filled["email"] and "@" not in filled["email"]:
        return [("email", "这不像是电子邮箱，请核对。")]
    return []


def _what(filled: Filled) -> list[tuple[str, str]]:
    if filled["subject"] or filled["document_number"] or filled["description"]:
        return []
    return [("subject", "请写明想要的信息：名称、文号或者其他便于查找的描述，任选其一。")]


def values_of(filled: Filled, channel: str) -> dict[str, Value]:
    """The values that the case is opened with."""
    return {
        "channel": channel,
        "applicant_kind": filled["applicant_kind"],
        "applicant_name": filled["name"],
        "identity": identity(filled),
        "contact": contact(filled),
        "content": content(filled),
        "form_wanted": filled["form_wanted"],
        "delivery": filled["delivery"],
    }


def identity(filled: Filled) -> str:
    """The proof of identity in one line."""
    if filled["applicant_kind"] == CITIZEN:
        return f"{ID_TITLES.get(filled['id_kind'], '')} {filled['id_number']}"
    return f"{USCC_TITLE} {filled['uscc']}；{REPRESENTATIVE_TITLE}{filled['representative']}"


def contact(filled: Filled) -> str:
    """How the applicant is reached, in one line."""
    parts = (("电话", "phone"), ("地址", "address"), ("邮箱", "email"))
    return "；".join(f"{title} {filled[name]}" for title, name in parts if filled[name])


def content(filled: Filled) -> str:
    """What is asked for: the name with its number, and below it the description."""
    number = f"文号：{filled['document_number']}" if filled["document_number"] else ""
    first = (
        f"{filled['subject']}（{number}）" if filled["subject"] and number else filled["subject"] or number
    )
    return "\n".join(text for text in (first, filled["description"]) if text)


def problems_of(refused: Refused) -> tuple[Problems, list[str]]:
    """The reasons of a refusal: those that belong to a field of the form, and the others."""
    problems: Problems = {}
    others: list[str] = []
    for reason in refused.reasons:
        name = _OF_CASE.get(reason.about)
        if name is None or name in problems:
            others.append(_said(reason))
        else:
            problems[name] = reason.text
    return problems, others


def _said(reason: Reason) -> str:
    return reason.text
