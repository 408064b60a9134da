"""The unified social credit code (GB 32100-2015) and the organisation code in it (GB 11714)."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.identifiers.characters import CREDIT, DIGITS, LETTERS_AND_DIGITS
from xunzheng.identifiers.check_characters import credit_check, organisation_check
from xunzheng.identifiers.flaw import Flaw, character_flaws, check_flaws, length_flaws, refuse_flawed

CREDIT_CODE = "统一社会信用代码"
ORGANISATION_CODE = "组织机构代码"
_ORGANISATION_PLACE = 9


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code of 18 characters that holds: capitals, both check characters right. Raises BadIdentifier.

    The first two characters may be letters (N: agriculture, A: the military, Y: others).

    >>> CreditCode("12441500196720244T").organisation
    '196720244'
    """

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(CREDIT_CODE, credit_code_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def authority(self) -> str:
        """登记管理部门, one character."""
        return self.text[0]

    @property
    def category(self) -> str:
        """机构类别, two characters: it is numbered within its authority."""
        return self.text[:2]

    @property
    def region(self) -> str:
        """登记管理机关行政区划码, six digits; 100000 is the nation."""
        return self.text[2:8]

    @property
    def organisation(self) -> str:
        """主体标识码: the organisation code of nine characters with its own check character."""
        return self.text[8:17]


def make_credit_code(category: str, region: str, organisation: str) -> CreditCode:
    """The code of a category (two characters), a region (six digits) and an organisation's first eight.

    Raises BadIdentifier where one of them is not of its form.

    >>> str(make_credit_code("12", "441500", "19672024"))
    '12441500196720244T'
    """
    head = category + region
    refuse_flawed(CREDIT_CODE, length_flaws(head, _ORGANISATION_PLACE - 1) or _head_flaws(head))
    body = head + make_organisation_code(organisation)
    return CreditCode(body + credit_check(body))


def make_organisation_code(body: str) -> str:
    """The nine characters of the eight given. Raises BadIdentifier where they are not of the form."""
    refuse_flawed(ORGANISATION_CODE, length_flaws(body, 8) or _credit_flaws(body, 1))
    return body + organisation_check(body)


def credit_code_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with a code of capitals: first its length, then its characters, then its checks."""
    return (
        length_flaws(text, 18)
        or (*_head_flaws(text[:8]), *_credit_flaws(text[8:], _ORGANISATION_PLACE))
        or (
            *organisation_code_flaws(text[8:17], _ORGANISATION_PLACE),
            *check_flaws(18, "校验码", credit_check(text[:17]), text[17]),
        )
    )


def organisation_code_flaws(text: str, first: int = 1) -> tuple[Flaw, ...]:
    """What is wrong with an organisation code of capitals without a hyphen; `first` is its place."""
    return (
        length_flaws(text, 9)
        or character_flaws(text, LETTERS_AND_DIGITS, "数字或大写字母", first)
        or check_flaws(first + 8, "组织机构代码的校验码", organisation_check(text[:8]), text[8])
    )


def _head_flaws(head: str) -> tuple[Flaw, ...]:
    return (*_credit_flaws(head[:2], 1), *character_flaws(head[2:], DIGITS, "数字（行政区划码）", 3))


def _credit_flaws(text: str, first: int) -> tuple[Flaw, ...]:
    return character_flaws(text, CREDIT, "数字或 I、O、Z、S、V 以外的大写字母", first)
