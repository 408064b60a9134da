"""Products and quotients that a report writes out in signs, with the outcome that it gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.statements.sentences import Sentence

_NUMBER = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?(?![\d.])"
_WORDS = r"(?:[%‰]|[\u4e00-\u9fff㎡]{1,5}(?:/[\u4e00-\u9fff]{1,3})?)?"
_SIGN = r"\s*[-+−–—×*xX/÷]\s*"
_RUN = rf"[(]{{0,2}}{_NUMBER}{_WORDS}[)]?(?:{_SIGN}[(]?{_NUMBER}{_WORDS}[)]?){{1,8}}"
_BEFORE = r"(?<![\d.,%*×/÷+\-−])"
_EQUATED = re.compile(
    rf"{_BEFORE}(?P<run>{_RUN})\s*(?:=|≈|约等于|等于)\s*(?:约)?(?P<outcome>{_NUMBER})(?P<unit>{_WORDS})"
)
_SPELT_OUT = re.compile(
    rf"{_BEFORE}(?P<outcome>{_NUMBER})(?P<unit>{_WORDS})\s*[(](?:即|按|=|为)?\s*(?P<run>{_RUN})[)]"
)
_TERM = re.compile(rf"({_NUMBER})({_WORDS})|([-+−–—×*xX/÷()])")
_TIMES, _OVER, _LESS = "×*xX", "/÷", "-−–—"
_LENGTHS = ("米", "厘米", "毫米", "公分")
_SCALES = (
    ("百万", Fraction(10**6)),
    ("万", Fraction(10**4)),
    ("亿", Fraction(10**8)),
    ("千元", Fraction(1000)),
    ("%", Fraction(1, 100)),
    ("‰", Fraction(1, 1000)),
)
_MOST = 40  # expressions of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Term:
    """A number of an expression with its unit as written; `scale` is 10,000 for 万元, 0.01 for %."""

    value: Decimal
    places: int
    unit: str

    @property
    def scale(self) -> Fraction:
        """What the number is to be multiplied with."""
        return next((scale for head, scale in _SCALES if self.unit.startswith(head)), Fraction(1))

    @property
    def exact(self) -> Fraction:
        """The value in the base of its unit."""
        return Fraction(self.value) * self.scale


@dataclass(frozen=True, slots=True)
class Expression:
    """`295万元÷48人` with its outcome 6.41万元; `start` and `end` are offsets of the document.

    `value` is what the terms make, in the base of their units; `slack` is how far, as a share of it, the
    terms may be off by their own rounding.
    """

    start: int
    end: int
    run: str
    terms: tuple[Term, ...]
    value: Fraction
    slack: Fraction
    outcome: Term
    divides: bool


def read_expressions(sentence: Sentence) -> Iterator[Expression]:
    """The expressions of a sentence with an outcome behind a sign of equality, or before their bracket.

    Sums alone are none; nor are sizes (60厘米×90厘米) and what cannot be worked out.
    """
    text = sentence.folded
    if not any(sign in text for sign in "×*xX/÷"):
        return
    taken = -1
    found = sorted((*_matches(_EQUATED, text), *_matches(_SPELT_OUT, text)), key=lambda m: m.start())
    for match in found[:_MOST]:
        expression = _expression(sentence, match) if match.start() >= taken else None
        if expression is not None:
            taken = match.end()
            yield expression


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(text) if "(" in text or "=" in text or "≈" in text or "等于" in text else iter(())


def _expression(sentence: Sentence, match: re.Match[str]) -> Expression | None:
    tokens = list(_tokens(match["run"]))
    signs = [token for token in tokens if isinstance(token, str)]
    terms = tuple(token for token in tokens if isinstance(token, Term))
    outcome = _term(match["outcome"], match["unit"])
    divides = any(sign in _OVER for sign in signs)
    if not divides and not any(sign in _TIMES for sign in signs):
        return None
    loose = any(sign in "+-−–—" for sign in signs) and "(" not in signs
    if loose and divides:  # 3+49/50: the brackets may have been left out
        return None
    if "/" in signs and "%" not in outcome.unit and "元" not in outcome.unit:
        return None
    sized = sum(term.unit.endswith(_LENGTHS) for term in terms) > 1
    value = None if sized and "方" not in outcome.unit else _Reckoner(tokens).value()
    if value is None or not value:
        return None
    return Expression(
        start=sentence.start + match.start(),
        end=sentence.start + match.end(),
        run=match["run"].strip(),
        terms=terms,
        value=value,
        slack=sum((_slack(term) for term in terms), Fraction(0)),
        outcome=outcome,
        divides=divides,
    )


def _term(number: str, unit: str) -> Term:
    value = Decimal(number.replace(",", ""))
    return Term(value, max(-int(value.as_tuple().exponent), 0), unit)


def _tokens(run: str) -> Iterator[Term | str]:
    for match in _TERM.finditer(run):
        yield match[3] if match[3] else _term(match[1], match[2])


def _slack(term: Term) -> Fraction:
    """How far a term may be off as a share of it: half its last digit; whole numbers of things are exact."""
    rounded = term.places or term.scale > 1
    return (
        Fraction(Decimal(5).scaleb(-term.places - 1)) / Fraction(term.value)
        if rounded and term.value
        else Fraction(0)
    )


class _Reckoner:
    """Works out terms, signs and brackets; at most nine terms, so that nothing runs deep."""

    def __init__(self, tokens: Sequence[Term | str]) -> None:
        self._tokens = tokens
        self._at = 0

    def value(self) -> Fraction | None:
        """The value, or None where the brackets are not closed or something is divided by nothing."""
        try:
            value = self._sum()
        except (ZeroDivisionError, IndexError):
            return None
        rest = self._tokens[self._at :]
        return value if not rest or list(rest) == [")"] else None

    def _sign(self, signs: str) -> str:
        here = self._tokens[self._at] if self._at < len(self._tokens) else ""
        if not isinstance(here, str) or not here or here not in signs:
            return ""
        self._at += 1
        return here

    def _sum(self) -> Fraction:
        value = self._product()
        while sign := self._sign("+" + _LESS):
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> Fraction:
        value = self._single()
        while sign := self._sign(_TIMES + _OVER):
            value = value * self._single() if sign in _TIMES else value / self._single()
        return value

    def _single(self) -> Fraction:
        if self._sign("("):
            value = self._sum()
            self._sign(")")
            return value
        token = self._tokens[self._at]
        self._at += 1
        return token.exact if isinstance(token, Term) else Fraction(0)
