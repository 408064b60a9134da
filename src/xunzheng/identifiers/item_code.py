"""The national codes of government service items (GB/T 39554) and the case numbers made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xunzheng.identifiers.characters import DIGITS
from xunzheng.identifiers.credit_code import CreditCode, credit_code_flaws
from xunzheng.identifiers.flaw import (
    BadIdentifier,
    Flaw,
    character_flaws,
    length_flaws,
    refuse_flawed,
)

BASIC_CODE = "基本编码"
ITEM_CODE = "实施编码"
HANDLING_CODE = "业务办理项编码"
CASE_NUMBER = "办件编号"
LAST_SERIAL = 9999


@dataclass(frozen=True, slots=True)
class BasicCode:
    """基本编码, 12 digits: province (00 in the national list), kind of item, main item, sub-item.

    Raises BadIdentifier.
    """

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(BASIC_CODE, basic_code_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def province(self) -> str:
        """The first two digits of the province's region code, or 00."""
        return self.text[:2]

    @property
    def kind(self) -> str:
        """事项类型, two digits of the code list."""
        return self.text[2:4]

    @property
    def main_item(self) -> str:
        """主项, five digits."""
        return self.text[4:9]

    @property
    def sub_item(self) -> str:
        """子项, three digits; 000 where there is none."""
        return self.text[9:]


@dataclass(frozen=True, slots=True)
class ItemCode:
    """实施编码, 31 characters: who does it (credit code), at what level, which item. Raises BadIdentifier.

    >>> ItemCode("12441500196720244T3442199806003").basic.kind
    '21'
    """

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(ITEM_CODE, item_code_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def body(self) -> CreditCode:
        """The implementing body (实施主体)."""
        return CreditCode(self.text[:18])

    @property
    def level(self) -> str:
        """行使层级, one digit of the code list."""
        return self.text[18]

    @property
    def basic(self) -> BasicCode:
        """The code of the item itself."""
        return BasicCode(self.text[19:])


@dataclass(frozen=True, slots=True)
class HandlingCode:
    """业务办理项编码, 33 characters: an item code and two digits. Raises BadIdentifier."""

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(HANDLING_CODE, handling_code_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def item(self) -> ItemCode:
        """The item of which this is one way of being handled."""
        return ItemCode(self.text[:31])

    @property
    def number(self) -> str:
        """The two digits."""
        return self.text[31:]


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """办件编号, 43 characters: an item code, the day, and a serial within both. Raises BadIdentifier."""

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(CASE_NUMBER, case_number_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def item(self) -> ItemCode:
        """The item that was applied for."""
        return ItemCode(self.text[:31])

    @property
    def on(self) -> date:
        """The day on which the case was numbered."""
        return date.fromisoformat(self.text[31:39])

    @property
    def serial(self) -> int:
        """The serial, from 1."""
        return int(self.text[39:])


def make_item_code(body: CreditCode, level: str, basic: BasicCode) -> ItemCode:
    """The item code of its parts. Raises BadIdentifier where the level is not one digit."""
    return ItemCode(f"{body}{level}{basic}")


def make_case_number(item: ItemCode, on: date, serial: int) -> CaseNumber:
    """The case number of its parts; `serial` from 1.

    Raises BadIdentifier where the serial needs more than its four digits: none is used a second time.
    """
    if not 1 <= serial <= LAST_SERIAL:
        raise BadIdentifier(
            "流水号用尽" if serial > LAST_SERIAL else "流水号不对",
            where=f"{CASE_NUMBER}，{on.isoformat()}",
            expected=f"1 到 {LAST_SERIAL}",
            found=str(serial),
            advice="同一事项同一天最多编 9999 件；请改日编号，或按业务办理项分开受理。",
        )
    return CaseNumber(f"{item}{on.year:04}{on:%m%d}{serial:04}")


def next_case_number(item: ItemCode, on: date, last: CaseNumber | None = None) -> CaseNumber:
    """The number after `last`, the highest given so far; the first of the day where that is of another.

    Raises BadIdentifier where the day's serials are used up, and where `last` is of a later day.
    """
    if last is None or last.item != item or last.on < on:
        return make_case_number(item, on, 1)
    if last.on > on:
        raise BadIdentifier(
            "编号日期早于已编的号",
            where=CASE_NUMBER,
            expected=f"不早于 {last.on.isoformat()}",
            found=on.isoformat(),
            advice="请核对系统日期。",
        )
    return make_case_number(item, on, last.serial + 1)


def basic_code_flaws(text: str, first: int = 1) -> tuple[Flaw, ...]:
    """What is wrong with a basic code; `first` is its place in a longer one."""
    return length_flaws(text, 12) or character_flaws(text, DIGITS, "数字", first)


def item_code_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with an item code in capitals."""
    return length_flaws(text, 31) or (
        *credit_code_flaws(text[:18]),
        *character_flaws(text[18], DIGITS, "数字（行使层级）", 19),
        *basic_code_flaws(text[19:], 20),
    )


def handling_code_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with a handling item code in capitals."""
    return length_flaws(text, 33) or (
        *item_code_flaws(text[:31]),
        *character_flaws(text[31:], DIGITS, "数字", 32),
    )


def case_number_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with a case number in capitals."""
    return length_flaws(text, 43) or (
        *item_code_flaws(text[:31]),
        *day_flaws(text[31:39], 32),
        *(character_flaws(text[39:], DIGITS, "数字", 40) or _serial_flaws(text[39:])),
    )


def day_flaws(text: str, first: int) -> tuple[Flaw, ...]:
    """The flaw of eight characters that are no day."""
    wrong = character_flaws(text, DIGITS, "数字", first)
    if wrong:
        return wrong
    try:
        date.fromisoformat(text)
    except ValueError:
        return (Flaw(first, "日期不存在", "形如 20240930 的日期", f"“{text}”"),)
    return ()


def _serial_flaws(serial: str) -> tuple[Flaw, ...]:
    return (Flaw(40, "流水号不对", "0001 到 9999", f"“{serial}”"),) if int(serial) == 0 else ()
