"""The story: what happened in a project, in exact figures that agree with one another."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bench.planted.further_subjects import SUBJECTS
from bench.planted.subjects import Benefit, Output, Product, Subject

_PLACES = [
    "青槐",
    "松泠",
    "禾桑",
    "云岫",
    "岚溪",
    "竹屿",
    "霜桥",
    "荻川",
    "望澜",
    "枫渚",
    "鹿溪",
    "梅岭",
    "砚山",
    "沁阳",
    "芦荻",
    "柏川",
    "泊头",
    "棠溪",
    "石鼓",
    "檀州",
    "汐河",
    "茶陵",
    "榆关",
    "锦屏",
    "苍梧",
    "兰皋",
    "桐庐",
    "碧潭",
    "杏坪",
    "雁栖",
]
_TOWNS = [
    "石塘镇",
    "双桥镇",
    "高坪乡",
    "龙泉镇",
    "白沙乡",
    "大源镇",
    "莲花乡",
    "金竹镇",
    "长岭乡",
    "河口镇",
    "黄泥乡",
    "新安镇",
    "三合乡",
    "永乐镇",
]
LEVELS = ("中央", "省级", "市级", "县级")


@dataclass(frozen=True, slots=True)
class Fund:
    """The money of one source, in 万元."""

    name: str
    initial: Decimal
    planned: Decimal
    arrived: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Use:
    """What money was spent on, with its parts."""

    name: str
    amount: Decimal
    parts: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An output: planned and done, what of it passed the check and was in time, by kind and by town."""

    output: Output
    planned: int
    done: int
    checked: int
    passed: int
    timely: int
    kinds: tuple[tuple[str, int], ...]
    towns: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A product: how many at how many 元."""

    product: Product
    count: int
    price: int

    @property
    def amount(self) -> int:
        """In 元."""
        return self.count * self.price


@dataclass(frozen=True, slots=True)
class Change:
    """A benefit before and after."""

    benefit: Benefit
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Office:
    """A subordinate office: establishment, in post, retired."""

    name: str
    posts: int
    staff: int
    retired: int


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the bureau itself and of its offices."""

    posts: int
    leaders: int
    others: int
    retired: int
    helpers: tuple[tuple[str, int], ...]
    offices: tuple[Office, ...]

    @property
    def own(self) -> int:
        """In post at the bureau itself."""
        return self.leaders + self.others


@dataclass(frozen=True, slots=True)
class Story:
    """All of it. `decimals` are those of the money in 万元."""

    subject: Subject
    place: str
    others: tuple[str, ...]
    year: int
    reported: date
    decimals: int
    funds: tuple[Fund, ...]
    uses: tuple[Use, ...]
    quarters: tuple[Decimal, ...]
    last_spent: Decimal
    works: tuple[Work, ...]
    purchases: tuple[Purchase, ...]
    accepted: int
    closed: int
    carried: int
    handed: int
    sent: int
    returned: int
    satisfied: int
    changes: tuple[Change, ...]
    staff: Staff
    contracts: tuple[int, int, int]
    towns: int

    @property
    def unit(self) -> str:
        """The name of the reporting unit."""
        return self.place + self.subject.bureau

    @property
    def initial(self) -> Decimal:
        """The budget at the beginning of the year."""
        return sum((fund.initial for fund in self.funds), Decimal(0))

    @property
    def planned(self) -> Decimal:
        """The budget of the whole year, after adjustment."""
        return sum((fund.planned for fund in self.funds), Decimal(0))

    @property
    def arrived(self) -> Decimal:
        """What arrived."""
        return sum((fund.arrived for fund in self.funds), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """What was spent."""
        return sum((fund.spent for fund in self.funds), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What was left of what arrived."""
        return self.arrived - self.spent


def split(chance: random.Random, total: Decimal, parts: int, step: Decimal) -> tuple[Decimal, ...]:
    """Cut a total into positive, uneven multiples of a step."""
    whole = int(total / step)
    weights = [chance.uniform(0.4, 2.0) for _ in range(parts)]
    cuts = [max(1, int(whole * weight / sum(weights))) for weight in weights[:-1]]
    return (*(cut * step for cut in cuts), (whole - sum(cuts)) * step)


def counts(chance: random.Random, total: int, parts: int) -> tuple[int, ...]:
    """Cut a whole number into positive parts."""
    return tuple(int(part) for part in split(chance, Decimal(total), parts, Decimal(1)))


def tell_story(seed: int, *, judging: bool = False) -> Story:
    """The story of a seed: the same seed, the same story. Two subjects are kept for judging."""
    chance = random.Random(f"story {seed}")
    subject = chance.choice(SUBJECTS if judging else SUBJECTS[:-2])
    places = chance.sample(_PLACES, 6)
    kind = chance.choice(("县", "县", "县", "市", "区"))
    year = chance.randint(2019, 2023)
    decimals = chance.choice((0, 0, 1, 2, 2, 2, 4))
    funds = _funds(chance, kind, decimals)
    spent = sum((fund.spent for fund in funds), Decimal(0))
    arrived = sum((fund.arrived for fund in funds), Decimal(0))
    step = Decimal(1).scaleb(-decimals)
    sent = chance.randrange(120, 900, 10)
    returned = sent - chance.randint(0, sent // 12)
    accepted = chance.randint(60, 480)
    carried = chance.randint(3, 20)
    return Story(
        subject=subject,
        place=places[0] + kind,
        others=tuple(name + kind for name in places[1:]),
        year=year,
        reported=date(year + 1, chance.randint(1, 3), chance.randint(5, 28)),
        decimals=decimals,
        funds=funds,
        uses=_uses(chance, subject, spent, step),
        quarters=split(chance, arrived, 4, step),
        last_spent=(spent * Decimal(chance.randint(70, 125)) / 100).quantize(step),
        works=tuple(_work(chance, output) for output in subject.outputs),
        purchases=tuple(_purchase(chance, product) for product in subject.products),
        accepted=accepted,
        closed=accepted - chance.randint(2, max(2, accepted // 10)),
        carried=carried,
        handed=chance.randint(1, carried - 1),
        sent=sent,
        returned=returned,
        satisfied=returned - chance.randint(returned // 50, returned // 12),
        changes=tuple(_change(chance, benefit) for benefit in subject.benefits),
        staff=_staff(chance, subject),
        contracts=(chance.randint(2, 9), chance.randint(1, 6), chance.randint(2, 8)),
        towns=chance.randint(9, 26),
    )


def _funds(chance: random.Random, kind: str, decimals: int) -> tuple[Fund, ...]:
    step = Decimal(1).scaleb(-decimals)
    own = {"县": "县级", "区": "区级", "市": "市本级"}[kind]
    above = ["中央", "省级"] if kind == "市" else ["中央", "省级", "市级"]
    number = chance.randint(1, len(above))
    names = [*sorted(chance.sample(above, number), key=above.index), own]
    arrives, spends = chance.random() < 0.75, chance.random() < 0.25
    adjusts = chance.random() < 0.35
    funds = []
    for name in names:
        planned = (Decimal(chance.randint(6000, 90000)) / 100).quantize(step)
        if name == own and chance.random() < 0.5:
            planned = (planned / 3).quantize(step)
        arrived = (
            planned if arrives or name != own else (planned * chance.randint(86, 98) / 100).quantize(step)
        )
        spent = arrived if spends else (arrived * chance.randint(82, 100) / 100).quantize(step)
        change = (planned * chance.randint(-9, 9) / 100).quantize(step) if adjusts and name == own else 0
        funds.append(Fund(name, planned - change, planned, arrived, spent))
    return tuple(funds)


def _uses(chance: random.Random, subject: Subject, spent: Decimal, step: Decimal) -> tuple[Use, ...]:
    number = chance.randint(3, len(subject.uses))
    chosen = subject.uses[:number]
    amounts = split(chance, spent, number, step)
    return tuple(
        Use(name, amount, tuple(zip(parts, split(chance, amount, len(parts), step), strict=True)))
        for (name, parts), amount in zip(chosen, amounts, strict=True)
    )


def _work(chance: random.Random, output: Output) -> Work:
    planned = chance.randint(output.low, output.high)
    done = max(output.low // 2, round(planned * chance.choice((0.88, 0.95, 1, 1, 1.04, 1.12))))
    checked = done
    passed = done - chance.choice((0, 0, 0, 1)) * max(1, done // 40)
    timely = done - chance.choice((0, 0, 1)) * max(1, done // 25)
    number = len(output.kinds)
    towns = chance.sample(_TOWNS, chance.randint(3, 6))
    kinds = counts(chance, done, number)
    cells = [counts(chance, kind, len(towns)) if kind >= len(towns) * 3 else () for kind in kinds]
    by_town = (
        tuple((town, tuple(cell[at] for cell in cells)) for at, town in enumerate(towns))
        if all(cells) and all(min(cell) > 0 for cell in cells)
        else ()
    )
    return Work(
        output, planned, done, checked, passed, timely, tuple(zip(output.kinds, kinds, strict=True)), by_town
    )


def _purchase(chance: random.Random, product: Product) -> Purchase:
    price = chance.randrange(product.price[0], product.price[1] + 1, product.step)
    return Purchase(product, chance.randint(product.low, product.high), price)


def _change(chance: random.Random, benefit: Benefit) -> Change:
    before = chance.randint(benefit.low, benefit.high)
    factor = chance.uniform(1.03, 1.24) if benefit.up else chance.uniform(0.72, 0.95)
    after = max(1, round(before * factor))
    return Change(benefit, before, after + (after == before) * (1 if benefit.up else -1))


def _staff(chance: random.Random, subject: Subject) -> Staff:
    posts = chance.randint(18, 60)
    own = posts - chance.randint(0, 4)
    leaders = chance.randint(4, 7)
    offices = []
    for name in subject.offices[: chance.randint(2, 4)]:
        places = chance.randint(6, 40)
        offices.append(Office(name, places, places - chance.randint(0, 3), chance.randint(1, 9)))
    helpers = (("窗口辅助人员", chance.randint(4, 30)), ("后勤保障人员", chance.randint(3, 18)))
    return Staff(posts, leaders, own - leaders, chance.randint(3, 24), helpers, tuple(offices))


def share(part: Decimal | int, whole: Decimal | int) -> Fraction:
    """A share in per cent, exact."""
    return Fraction(part) / Fraction(whole) * 100
