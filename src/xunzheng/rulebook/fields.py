"""Strict reading of a TOML table: every key is typed, and a key that nobody asked for is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from xunzheng.evaluation.interval import Range
from xunzheng.evaluation.refusals import RuleError
from xunzheng.rulebook.refusal import RulePackError

_LARGEST_EXPONENT = 9
# Neither a terminal nor a drawing may be steered by a pack: control characters and those that turn the
# direction of writing. Line ends and tabs are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?%")
T = TypeVar("T")
_TYPES = {
    str: "文字",
    bool: "true 或 false",
    int: "整数",
    Decimal: "小数",
    date: "日期",
    datetime: "日期加时间",
    list: "数组",
    dict: "表",
}


class Fields:
    """The keys of one table. Ask for each by its type, then `close`.

    `where` is the file and the path of the table: `某包.toml › indicators[0] › children[2]`.
    """

    def __init__(self, table: Mapping[str, object], where: str) -> None:
        self._table = table
        self._asked: set[str] = set()
        self.where = where

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def text(self, key: str) -> str:
        """A required text that is not blank."""
        value = self._required(key, str)
        if not value.strip():
            raise self.refusal(key, "文字为空", "非空的文字", "空", "请填写内容。")
        control = _CONTROL.search(value)
        if control is not None:
            raise self.refusal(
                key, "含有控制字符", "可以显示的文字", f"U+{ord(control[0]):04X}", "请删去这个字符。"
            )
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is not there."""
        return self.text(key) if self._has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is not there."""
        values = self._list(key)
        for position, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise self._wrong_type(f"{key}[{position}]", "非空的文字", value)
        return tuple(str(value) for value in values)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; required unless there is a default."""
        if default is not None and not self._has(key):
            return default
        return self._required(key, bool)

    def whole(self, key: str, default: int) -> int:
        """A whole number."""
        self._asked.add(key)
        value = self._table.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong_type(key, "整数", value)
        return value

    def number(self, key: str) -> Decimal:
        """An exact number, whole or with a point, of ordinary size."""
        self._asked.add(key)
        value = self._table.get(key)
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            raise self._wrong_type(key, "数字", value)
        number = Decimal(value)
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
            raise self.refusal(key, "数字大得离谱", "通常大小的数", str(number)[:40], "请核对数字。")
        return number

    def optional_number(self, key: str) -> Decimal | None:
        """A number, or None where the key is not there."""
        return self.number(key) if self._has(key) else None

    def share(self, key: str) -> Fraction:
        """A share written as per cent: `"80%"`."""
        value = self.text(key)
        if not _SHARE.fullmatch(value):
            raise self.refusal(key, "看不懂的比例", "形如 80% 的比例", value, "请写成百分数。")
        return Fraction(value.removesuffix("%")) / 100

    def range(self, key: str) -> Range:
        """A range in mathematical notation: `"[80,90)"`."""
        value = self.text(key)
        try:
            return Range.read(value)
        except RuleError as error:
            raise self.refusal(key, error.what, error.expected, error.found, error.advice) from error

    def day(self, key: str) -> date:
        """A required date without time."""
        self._asked.add(key)
        value = self._table.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong_type(key, "形如 2020-02-25 的日期（不加引号）", value)
        return value

    def optional_day(self, key: str) -> date | None:
        """A date, or None where the key is not there."""
        return self.day(key) if self._has(key) else None

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates; empty where the key is not there."""
        values = self._list(key)
        for position, value in enumerate(values):
            if not isinstance(value, date) or isinstance(value, datetime):
                raise self._wrong_type(f"{key}[{position}]", "形如 2020-02-25 的日期（不加引号）", value)
        return tuple(value for value in values if isinstance(value, date))

    def choice(self, key: str, known: Mapping[str, object], default: str | None = None) -> str:
        """One of the known words."""
        if default is not None and not self._has(key):
            return default
        value = self.text(key)
        if value not in known:
            raise self.refusal(key, "不认识的取值", "、".join(known), value, "请改用其中一个。")
        return value

    def table(self, key: str) -> Fields:
        """A required sub-table."""
        return Fields(self._required(key, dict), f"{self.where} › {key}")

    def optional_table(self, key: str) -> Fields | None:
        """A sub-table, or None where the key is not there."""
        return self.table(key) if self._has(key) else None

    def tables(self, key: str) -> tuple[Fields, ...]:
        """A list of tables; empty where the key is not there."""
        values = self._list(key)
        for position, value in enumerate(values):
            if not isinstance(value, dict):
                raise self._wrong_type(f"{key}[{position}]", "表", value)
        return tuple(
            Fields(value, f"{self.where} › {key}[{position}]")
            for position, value in enumerate(values)
            if isinstance(value, dict)
        )

    def keys(self) -> tuple[str, ...]:
        """The keys of the table, for tables whose keys are codes."""
        return tuple(self._table)

    def close(self) -> None:
        """Refuse every key that was not asked for: a misspelt key is never passed over."""
        unknown = [key for key in self._table if key not in self._asked]
        if unknown:
            known = "、".join(sorted(self._asked))
            raise RulePackError(
                f"不认识的键“{unknown[0][:40]}”",
                where=self.where,
                expected=known,
                found="、".join(unknown),
                advice="请核对拼写，或删去这个键。",
            )

    def refusal(self, key: str, what: str, expected: str, found: str, advice: str) -> RulePackError:
        """The refusal of the value of a key."""
        return RulePackError(
            what, where=f"{self.where} › {key}", expected=expected, found=found, advice=advice
        )

    def _has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._table

    def _required(self, key: str, wanted: type[T]) -> T:
        self._asked.add(key)
        value = self._table.get(key)
        if not isinstance(value, wanted):
            raise self._wrong_type(key, _TYPES[wanted], value)
        return value

    def _list(self, key: str) -> list[object]:
        return self._required(key, list) if self._has(key) else []

    def _wrong_type(self, key: str, expected: str, value: object) -> RulePackError:
        if value is None:
            return self.refusal(key, "缺少这个键", expected, "没有", "请补上。")
        found = f"{_TYPES.get(type(value), type(value).__name__)} {value!s:.40}"
        return self.refusal(key, "类型不对", expected, found, "请改为正确的类型。")
