"""Stated sums for measuring, made once, and the report that tells them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

WRONG_EVERY = 10

_PLACES = ("青石", "柳湾", "云门", "白沙", "梅岭", "长桥", "石鼓", "东塘", "双溪", "南岭")
_WORKS = ("道路养护", "村卫生室", "农田水利", "环卫保洁", "校舍维修", "养老服务", "饮水安全", "文化惠民")
_MONEY = ("人员经费", "设备购置费", "材料费", "委托服务费", "培训费", "宣传费")
_COUNTS = ("一季度新增", "二季度新增", "三季度新增", "四季度新增", "年末补录", "跨区转入")


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A total with its parts in the unit (`万元` to the hundredth, `件` whole); `wrong` if planted so."""

    number: int
    unit: str
    total: Decimal
    parts: tuple[Decimal, ...]
    wrong: bool


def make_sums(count: int, seed: int = 1) -> tuple[StatedSum, ...]:
    """Sums of two to six parts; every tenth is wrong by more than rounding could explain."""
    chance = random.Random(seed)
    return tuple(_make(chance, number) for number in range(count))


def _make(chance: random.Random, number: int) -> StatedSum:
    money = number % 3 != 2
    places = Decimal("0.01") if money else Decimal(1)
    parts = tuple(chance.randint(200, 90_000) * places for _ in range(chance.randint(2, 6)))
    wrong = number % WRONG_EVERY == WRONG_EVERY - 1
    slip = chance.choice((-1, 1)) * chance.randint(10, 150) * places if wrong else Decimal(0)
    return StatedSum(number, "万元" if money else "件", sum(parts) + slip, parts, wrong)


def report(sums: tuple[StatedSum, ...]) -> str:
    """The report that states them: one paragraph each, in five phrasings in turn, under headings."""
    lines = ["某市专项资金绩效自评报告"]
    for stated in sums:
        if stated.number % 50 == 0:
            lines.append(f"（{_chinese(stated.number // 50 % 10)}）资金使用情况")
        lines.append(_told(stated))
    return "\n".join(lines) + "\n"


def _chinese(digit: int) -> str:
    return "一二三四五六七八九十"[digit]


def _told(stated: StatedSum) -> str:
    number, unit = stated.number, stated.unit
    subject = f"{_PLACES[number % 10]}镇{_WORKS[number // 10 % 8]}项目"
    names = _MONEY if unit == "万元" else _COUNTS
    verb = "支出" if unit == "万元" else "受理申请"
    parts = [f"{name}{part}{unit}" for name, part in zip(names, stated.parts, strict=False)]
    listed, total = "、".join(parts), f"{stated.total}{unit}"
    return (
        f"{subject}全年{verb}{total}，其中：{'，'.join(parts)}。",
        f"{subject}全年{verb}合计{total}，分别为{listed}。",
        f"{subject}全年{listed}，共计{total}。",
        f"{subject}全年{verb}{total}（{listed}）。",
        f"{subject}全年{verb}总额{total}。其中{listed}。",
    )[number % 5]
