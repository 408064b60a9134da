"""Writing numbers: how a report shows amounts, counts and rates."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from bench.planted.telling import Telling, Told

WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
CJK = "零一二三四五六七八九十"
_SCALE = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Style:
    """How a report writes its numbers; `padded` shows all decimals, `truncates` cuts rates off."""

    unit: str
    decimals: int
    padded: bool
    thousands: bool
    wide: bool
    rate_decimals: int
    truncates: bool


def choose_style(chance: random.Random, decimals: int) -> Style:
    """A style for a report whose money has so many decimals in 万元."""
    unit = chance.choices(("万元", "元"), (9, 1))[0]
    return Style(
        unit=unit,
        decimals=decimals,
        padded=chance.random() < 0.4,
        thousands=chance.random() < 0.2,
        wide=chance.random() < 0.03,
        rate_decimals=chance.choice((0, 1, 2, 2, 2)),
        truncates=chance.random() < 0.1,
    )


def written(value: Decimal, decimals: int, style: Style, *, padded: bool = True) -> str:
    """A number with so many decimals; without `padded` trailing zeros are left out."""
    shown = f"{value:,.{decimals}f}" if style.thousands else f"{value:.{decimals}f}"
    if not padded and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.translate(WIDE) if style.wide else shown


@dataclass(slots=True)
class Pen:
    """Writes figures into a telling, in one style."""

    telling: Telling
    style: Style
    chance: random.Random

    def money(self, fact: str, amount: Decimal, unit: str | None = None, *, bare: bool = False) -> Told:
        """An amount of 万元, exact; `bare` leaves the unit out (a table says it)."""
        unit = unit or self.style.unit
        decimals = {"万元": self.style.decimals, "元": 0, "亿元": 4}[unit]
        if unit == "元" and amount * 10000 % 1:
            decimals = 2
        exact = amount / _SCALE[unit]
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        text = written(rounded, decimals, self.style, padded=self.style.padded)
        half = Decimal(0) if rounded == exact else Decimal(5).scaleb(-decimals - 1)
        return self._figure(text, fact, rounded * _SCALE[unit], half * _SCALE[unit], unit, bare)

    def yuan(self, fact: str, amount: int, *, bare: bool = False) -> Told:
        """An amount of whole 元, told in 元."""
        text = written(Decimal(amount), 0, self.style)
        return self._figure(text, fact, Decimal(amount) / 10000, Decimal(0), "元", bare)

    def wan(self, fact: str, yuan: int, *, bare: bool = False) -> Told:
        """An amount of whole 元, told in 万元 with as many decimals as it needs."""
        amount = Decimal(yuan) / 10000
        decimals = max(0, -int(amount.normalize().as_tuple().exponent))
        return self._figure(written(amount, decimals, self.style), fact, amount, Decimal(0), "万元", bare)

    def count(self, fact: str, number: int, unit: str, *, bare: bool = False) -> Told:
        """A whole number of things."""
        text = written(Decimal(number), 0, self.style)
        if number <= 10 and unit in "个项处座条所" and not bare and self.chance.random() < 0.08:
            text = CJK[number]
        return self._figure(text, fact, Decimal(number), Decimal(0), unit, bare)

    def rate(
        self, fact: str, exact: Fraction, decimals: int | None = None, *, bare: bool = False, sign: str = "%"
    ) -> Told:
        """A rate in per cent, rounded (or cut off, where the report does that)."""
        places = self.style.rate_decimals if decimals is None else decimals
        way = ROUND_DOWN if self.style.truncates else ROUND_HALF_UP
        step = Decimal(1).scaleb(-places)
        told = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, way)
        if told == 100 and exact < 100:
            places = 2
            told = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
                Decimal("0.01"), ROUND_DOWN
            )
        whole = told == told.to_integral() and Fraction(told) == exact
        padded = not whole or self.chance.random() < 0.3
        text = written(told, places, self.style, padded=padded)
        shown = places if padded or told != told.to_integral() else 0
        return self._figure(text, fact, told, Decimal(5).scaleb(-shown - 1), sign, bare)

    def points(self, fact: str, score: Decimal, *, bare: bool = False) -> Told:
        """A score."""
        shown = f"{score.normalize():f}"
        return self._figure(shown, fact, score, Decimal(0), "分", bare)

    def _figure(self, text: str, fact: str, value: Decimal, half: Decimal, unit: str, bare: bool) -> Told:
        telling = self.telling
        figure = telling.mark(text, "figure", fact, Fraction(value), Fraction(half), unit)
        if bare:
            return figure
        sign = telling.mark(unit.translate(WIDE) if self.style.wide else unit, "unit")
        told = Told(figure + sign)
        told.mark = figure.mark
        return told
