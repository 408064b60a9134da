"""Reading the tables of a project file entry by entry: what is wrong is collected, not raised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from xunzheng.authoring.fault import Fault, lacking

_LONGEST_LINE = 300
_LONGEST_TEXT = 20_000
_MOST_ITEMS = 1_000
_MOST_PLACES = 6
_LARGEST = Decimal(10) ** 12
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


class Entries:
    """The entries of one table. Ask for each by its type, then `close`; faults gather in the shared list."""

    def __init__(self, table: Mapping[str, object], path: str, faults: list[Fault]) -> None:
        self._table = table
        self._asked: set[str] = set()
        self.path = path
        self.faults = faults

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def key(self, key: str) -> str:
        """The whole key, from the top of the file."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, what: str, expected: str, found: str, advice: str) -> None:
        """Note a fault of the value of a key."""
        self.faults.append(Fault(self.key(key), what, expected, found, advice))

    def line(self, key: str, expected: str, required: bool = True) -> str:
        """A text on one line; empty where there is none, which is a fault if it is required."""
        text = self._text(key, expected, required, _LONGEST_LINE)
        if "\n" in text:
            self.fault(key, "一行的文字里有换行", expected, text, "请写在一行里。")
            return " ".join(text.split())
        return text

    def text(self, key: str, expected: str, required: bool = True) -> str:
        """A text of any number of lines."""
        return self._text(key, expected, required, _LONGEST_TEXT)

    def number(self, key: str, expected: str, required: bool = True) -> Decimal | None:
        """An exact number that is not negative; None where there is none or it is no such number."""
        value = self._value(key, expected, required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault(key, "不是数字", expected, str(value), "请只写数字，不加引号和单位。")
            return None
        number = Decimal(value)
        if not number.is_finite() or not 0 <= number < _LARGEST or number != round(number, _MOST_PLACES):
            advice = f"请写不为负、小于一万亿、至多 {_MOST_PLACES} 位小数的数。"
            self.fault(key, "数字不可用", expected, str(value), advice)
            return None
        return number

    def whole(self, key: str, expected: str, least: int, most: int) -> int | None:
        """A required whole number between two bounds, both included."""
        value = self._value(key, expected, True)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fault(key, "不是所要的整数", expected, str(value), f"请写 {least} 到 {most} 之间的整数。")
            return None
        return value

    def day(self, key: str, expected: str) -> date | None:
        """A required date."""
        value = self._value(key, expected, True)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(key, "不是日期", expected, str(value), "请写成 2024-01-20 的样子，不加引号。")
            return None
        return value

    def choice(self, key: str, words: tuple[str, ...], required: bool = True) -> str:
        """One of the words; empty where there is none."""
        expected = "、".join(words)
        word = self.line(key, expected, required)
        if word and word not in words:
            self.fault(key, "不认识的取值", expected, word, "请改用其中一个。")
            return ""
        return word

    def table(self, key: str, required: bool = True) -> Entries:
        """A sub-table; an empty one where there is none."""
        value = self._value(key, "表", required)
        if value is not None and not isinstance(value, Mapping):
            self.fault(key, "不是表", "表", str(value), "请照样例写。")
        return Entries(value if isinstance(value, Mapping) else {}, self.key(key), self.faults)

    def tables(self, key: str, required: bool = True) -> list[Entries]:
        """A list of tables."""
        value = self._value(key, "一个或几个表", required)
        if value is None:
            return []
        listed = isinstance(value, list) and len(value) <= _MOST_ITEMS
        if not isinstance(value, list) or not listed or not all(isinstance(item, Mapping) for item in value):
            self.fault(key, "不是成列的表", f"至多 {_MOST_ITEMS} 个表", str(value)[:60], "请照样例写。")
            return []
        path = self.key(key)
        return [Entries(item, f"{path}[{number}]", self.faults) for number, item in enumerate(value)]

    def lines(self, key: str, expected: str) -> tuple[str, ...]:
        """A list of lines; empty where there is none."""
        value = self._value(key, expected, False)
        if value is None:
            return ()
        fits = isinstance(value, list) and len(value) <= _MOST_ITEMS
        if not isinstance(value, list) or not fits or not all(self._is_line(item) for item in value):
            self.fault(key, "不是成列的文字", expected, str(value)[:60], '请写成 ["…", "…"] 的样子。')
            return ()
        return tuple(str(item).strip() for item in value)

    def numbers(self, key: str, expected: str) -> frozenset[int] | None:
        """A list of whole numbers from 1; None where there is none."""
        value = self._value(key, expected, False)
        if value is None:
            return None
        fits = isinstance(value, list) and len(value) <= _MOST_ITEMS
        if not isinstance(value, list) or not fits or not all(_is_ordinal(item) for item in value):
            self.fault(key, "不是成列的序号", expected, str(value)[:60], "请写成 [1, 2, 3] 的样子。")
            return None
        return frozenset(value)

    def names(self) -> tuple[str, ...]:
        """The keys of the table, for tables whose keys are names."""
        return tuple(self._table)

    def close(self) -> None:
        """Every key that nobody asked for is a fault: a misspelt key is never passed over."""
        known = "、".join(sorted(self._asked))
        for key in self._table:
            if key not in self._asked:
                advice = "请核对拼写，或删去这个键。"
                self.fault(key, "不认识的键", known, key, advice)

    def _value(self, key: str, expected: str, required: bool) -> object:
        self._asked.add(key)
        value = self._table.get(key)
        if value is None and required:
            self.faults.append(lacking(self.key(key), expected))
        return value

    def _text(self, key: str, expected: str, required: bool, longest: int) -> str:
        value = self._value(key, expected, required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, "不是文字", expected, str(value), "文字要用英文双引号括起来。")
            return ""
        text = value.strip()
        if not text and required:
            self.faults.append(lacking(self.key(key), expected))
        if len(text) > longest or _CONTROL.search(text):
            what = "文字过长" if len(text) > longest else "文字里有控制字符"
            self.fault(key, what, f"至多 {longest} 字的普通文字", text[:40], "请删改。")
            return ""
        return text

    def _is_line(self, value: object) -> bool:
        if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_LINE:
            return False
        return "\n" not in value.strip() and _CONTROL.search(value) is None


def _is_ordinal(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_ITEMS
