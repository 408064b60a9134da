"""One setting of the environment, and the refusal of a value that it does not take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class WrongSetting(ValueError):
    """设置 {name} 不对：应为{expected}；实为“{found}”。{advice}"""

    def __init__(self, name: str, expected: str, found: str, advice: str) -> None:
        super().__init__(f"设置 {name} 不对：应为{expected}；实为“{found[:80]}”。{advice}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, its default as written, and what it means."""

    name: str
    default: str
    meaning_zh: str
    meaning_en: str


def yes_or_no(name: str, value: str) -> bool:
    """Whether the value is `yes`. Raises WrongSetting for anything but `yes` and `no`."""
    if value not in ("yes", "no"):
        raise WrongSetting(name, " yes 或 no", value, "请改为其中之一。")
    return value == "yes"


def whole(name: str, values: Mapping[str, str], most: int, least: int = 1) -> int:
    """The whole number between `least` and `most`. Raises WrongSetting for anything else."""
    value = values[name]
    if not (value.isascii() and value.isdigit() and len(value) <= 6 and least <= int(value) <= most):
        raise WrongSetting(name, f" {least} 至 {most} 的整数", value, "只写数字，不写单位。")
    return int(value)
