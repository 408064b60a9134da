"""The generator's own laws: reports are consistent, a mistake breaks what it names, places are found."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from bench.planted.catalogue import DEVELOP, JUDGE, MUTATIONS, WITHOUT, codes_in_turn, sample
from bench.planted.laws import broken, disagreeing, fits
from bench.planted.layouts import LAYOUTS, tell_report
from bench.planted.rendering import as_text, composed, located, rendered
from bench.planted.slips import WAYS, slipped
from bench.planted.story import tell_story
from bench.planted.telling import Telling, plain, spans

from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.formats import read

# Codes whose mistakes lie in figures, so that the laws of the telling must be broken by them.
_OF_FIGURES = (
    "sum-of-parts",
    "table-sum",
    "rate",
    "balance",
    "product",
    "count-list",
    "growth",
    "weight-sum",
    "score-sum",
)


@pytest.mark.parametrize("judging", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_without_a_mistake_is_consistent(layout: str, judging: bool) -> None:
    for seed in range(6):
        report = tell_report(seed, layout, judging=judging)
        assert len(report.statements) > 15
        assert [(s.law, s.figures()) for s in broken(report)] == []
        assert list(disagreeing(report)) == []


def test_a_seed_tells_the_same_report_again() -> None:
    assert as_text(tell_report(5, "national")) == as_text(tell_report(5, "national"))
    assert as_text(tell_report(5, "national")) != as_text(tell_report(6, "national"))


def test_a_story_adds_up() -> None:
    for seed in range(40):
        story = tell_story(seed)
        assert sum(use.amount for use in story.uses) == story.spent <= story.arrived <= story.planned
        assert sum(story.quarters) == story.arrived
        assert all(sum(amount for _, amount in use.parts) == use.amount for use in story.uses)
        assert all(sum(n for _, n in work.kinds) == work.done for work in story.works)


def test_every_code_has_two_mutations_or_a_reason() -> None:
    assert set(MUTATIONS) | set(WITHOUT) == set(CATALOGUE)
    assert not set(MUTATIONS) & set(WITHOUT)
    assert all(len(mutations) >= 2 for mutations in MUTATIONS.values())


@pytest.mark.parametrize("code", MUTATIONS)
def test_a_planted_mistake_is_there_and_can_be_found_again(code: str) -> None:
    made = sample(DEVELOP + 7, code)
    planted = made.planted
    assert planted is not None
    assert planted.code == code
    assert code in planted.fair
    if code in _OF_FIGURES and not planted.kind.endswith(("left out", "direction")):
        laws = {statement.law for statement in broken(made.report)}
        assert laws & planted.fair
    document = read(as_text(made.report).encode(), "a.txt")
    found = located(made.report, document.text)
    assert not planted.places or any(mark in found for mark in planted.places)


def test_every_mutation_can_be_planted() -> None:
    for code, mutations in MUTATIONS.items():
        for mutation in mutations:
            tried = (
                mutation(tell_report(seed, layout), random.Random(seed))
                for seed in range(12)
                for layout in LAYOUTS
            )
            assert any(outcome is not None for outcome in tried), code


@pytest.mark.parametrize("form", ["txt", "docx", "html", "xlsx"])
def test_every_mark_is_found_again_in_every_format(form: str) -> None:
    for seed, layout in enumerate(LAYOUTS):
        report = tell_report(seed, layout)
        content, name = rendered(report, form, random.Random(seed))
        text = read(content, name).text
        found = located(report, text)
        standing = [mark for mark in report.marks if report.stands(mark)]
        assert set(standing) == set(found)
        for mark in standing:
            start, end = found[mark]
            assert squeezed(text[start:end]) == squeezed(report.words(mark))


def squeezed(text: str) -> str:
    """The text without blanks and the rules of a table."""
    return "".join(sign for sign in text if not sign.isspace() and sign != "|")


def test_the_document_composed_holds_every_text_in_order() -> None:
    report = tell_report(3, "department")
    text = squeezed(composed(report).text)
    position = 0
    for words in report.texts():
        position = text.index(squeezed(plain(words)), position)


def test_judging_and_developing_lie_apart() -> None:
    assert JUDGE - DEVELOP >= 1_000_000
    subjects = {tell_story(seed).subject.key for seed in range(300)}
    assert {tell_story(seed, judging=True).subject.key for seed in range(300)} - subjects


def test_every_eighth_report_is_consistent_and_all_codes_have_their_turn() -> None:
    codes = list(codes_in_turn(8 * len(MUTATIONS)))
    assert codes[::8] == [None] * len(MUTATIONS)
    assert {code for code in codes if code} == set(MUTATIONS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", ["1,234.56", "98", "7", "０．５", "三", "100.00", "10203"])
def test_a_slip_changes_the_number_by_the_factor_that_it_says(way: str, text: str) -> None:
    for seed in range(5):
        found = slipped(text, way, random.Random(seed))
        if found is None:
            continue
        wrong, factor = found
        assert wrong != text
        assert factor not in (0, 1)
        if text[0].isdigit():
            assert number(wrong) == number(text) * factor


def number(text: str) -> Fraction:
    """The number that digits, wide or with thousands parted, stand for."""
    narrow = text.translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,"))
    return Fraction(narrow.replace(",", ""))


@pytest.mark.parametrize(
    ("told", "exact", "half", "holds"),
    [
        ("86", "85.75", "0.5", True),
        ("85", "85.75", "0.5", True),
        ("84", "85.75", "0.5", False),
        ("31.08", "31.081", "0.005", True),
        ("31.00", "31.081", "0.005", False),
        ("97.81", "97.8099", "0.005", True),
        ("97.80", "97.8099", "0.005", True),
        ("97.82", "97.8099", "0.005", False),
    ],
)
def test_a_rate_fits_rounded_or_cut_off(told: str, exact: str, half: str, holds: bool) -> None:
    assert fits(Fraction(told), Fraction(exact), Fraction(half)) is holds


def test_marks_lie_in_one_another_and_their_spans_are_known() -> None:
    telling = Telling()
    figure = telling.mark("12", "figure", "a", 12)
    sentence = telling.claim("rate", f"共{figure}个", part=figure)
    telling.say(sentence + "。")
    report = telling.report()
    assert spans(report.pieces[0].text) == ("共12个。", [(0, 1, 3), (1, 0, 4)])
    changed = report.rewritten(0, "13", Fraction(13))
    assert changed.words(1) == "共13个"
    assert changed.marks[0].value == 13
    with pytest.raises(KeyError):
        report.inside(7)
