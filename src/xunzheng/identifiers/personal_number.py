"""The citizen's identity number (GB 11643): eighteen characters, or fifteen in the form of before 1999."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from xunzheng.identifiers.characters import DIGITS
from xunzheng.identifiers.check_characters import personal_check
from xunzheng.identifiers.flaw import Flaw, character_flaws, check_flaws, length_flaws, refuse_flawed

PERSONAL_NUMBER = "公民身份号码"
# Orders kept for those who were a hundred or older when the fifteen digits were given out.
_CENTENARIANS = ("996", "997", "998", "999")
# In which those were born who have a number.
CENTURIES = ("18", "19", "20")


class Sex(enum.StrEnum):
    """As the order says: odd is male."""

    MALE = "男"
    FEMALE = "女"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number that holds: a birth date that exists, and with 18 characters a right check character.

    Whether its region existed, and the birth date lies in the past, is for whoever knows regions and the
    day. `repr` shows no more than `masked`. Raises BadIdentifier, whose message does not repeat the number.
    """

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(PERSONAL_NUMBER, personal_number_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PersonalNumber({mask(self.text)!r})"

    @property
    def is_old_form(self) -> bool:
        """Whether it has the fifteen digits of before 1999, which are no longer valid."""
        return len(self.text) == 15

    @property
    def region(self) -> str:
        """The six digits of the region in which the number was given."""
        return self.text[:6]

    @property
    def born_on(self) -> date:
        """The birth date; in the old form of the 20th century, or the 19th by the order."""
        born_on = birth_of(self.text)
        assert born_on is not None  # as on construction
        return born_on

    @property
    def order(self) -> str:
        """The three digits that tell apart those born on one day in one region."""
        return order_of(self.text)

    @property
    def sex(self) -> Sex:
        """By the order."""
        return Sex.MALE if int(self.order) % 2 else Sex.FEMALE

    @property
    def current(self) -> PersonalNumber:
        """The number of eighteen characters that stands for it."""
        return make_personal_number(self.region, self.born_on, self.order) if self.is_old_form else self


def make_personal_number(region: str, born_on: date, order: str) -> PersonalNumber:
    """The number of eighteen characters of its parts. Raises BadIdentifier where one is not of its form."""
    body = f"{region}{born_on.year:04}{born_on:%m%d}{order}"
    refuse_flawed(PERSONAL_NUMBER, length_flaws(body, 17) or character_flaws(body, DIGITS, "数字"))
    return PersonalNumber(body + personal_check(body))


def personal_number_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with a number in capitals: length, characters, birth date, check character."""
    return (
        length_flaws(text, 18, 15)
        or character_flaws(text[:17], DIGITS, "数字")
        or (*_birth_flaws(text), *(_check_flaws(text) if len(text) == 18 else ()))
    )


def order_of(text: str) -> str:
    """The order of a number of either length."""
    return text[-3:] if len(text) == 15 else text[14:17]


def mask(text: str) -> str:
    """The number with birth date and order hidden.

    >>> mask("431102190001010019")
    '431102***********9'
    """
    return text[:6] + "*" * max(0, len(text) - 7) + text[-1:] if len(text) > 6 else text


def birth_of(text: str) -> date | None:
    """The birth date in a number of either length; None where there is no such day.

    Fifteen digits are of the 20th century, of the 19th where the order is one of the centenarians'.
    """
    century = "" if len(text) == 18 else "18" if order_of(text) in _CENTENARIANS else "19"
    digits = century + text[6 : 14 if len(text) == 18 else 12]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _birth_flaws(text: str) -> tuple[Flaw, ...]:
    # The date itself is not repeated: a refusal is read by more people than the number.
    known = birth_of(text) is not None
    return () if known else (Flaw(7, "出生日期不对", "存在的日期", "不存在的日期"),)


def _check_flaws(text: str) -> tuple[Flaw, ...]:
    return character_flaws(text[17], DIGITS + "X", "数字或 X", 18) or check_flaws(
        18, "校验码", personal_check(text[:17]), text[17]
    )
