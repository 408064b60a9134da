"""The catalogue of findings: every code with its names, meanings and advice, for good."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from xunzheng.audit.catalogue import CATALOGUE, HELD_NAMES, SECTIONS, CodeEntry, held_name
from xunzheng.audit.run import audit
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules
from xunzheng.samples import name, sample

PUBLISHED = {
    "A": "sum-of-parts table-sum rate undefined-rate balance product count-list repeat unit-slip"
    " malformed-number weight-sum score-sum score-missing score-over-weight score-recomputed over-hundred"
    " growth",
    "B": "grade-band grade-missing total-missing attainment-score deviation-unexplained deduction-unexplained"
    " full-marks-with-faults actual-copies-target target-operator incomparable-units over-limit date-order"
    " year-mismatch contradiction foreign-name duplicate-text evidence-missing",
    "C": "section-missing section-empty template-residue numbering formula-text weight-structure"
    " dimension-missing indicator-class indicator-unquantified citation-form citation-repealed deadline",
    "D": "unreadable reading-doubt",
}
"""The codes as published: one may be added, none taken away or moved."""

ENTRIES = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)


@pytest.mark.parametrize("section", PUBLISHED)
def test_published_codes_stay(section: str) -> None:
    assert [e.code for e in CATALOGUE.values() if e.section == section] == PUBLISHED[section].split()


def test_sections() -> None:
    assert set(SECTIONS) == set(PUBLISHED)
    assert all(chinese and english.isascii() for chinese, english in SECTIONS.values())


@ENTRIES
def test_entries_are_complete(entry: CodeEntry) -> None:
    assert CATALOGUE[entry.code] is entry
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", entry.code)
    assert all(astuple(entry))


@ENTRIES
def test_both_languages_are_spoken(entry: CodeEntry) -> None:
    """Chinese sentences end with 。, English ones with a full stop; names are not sentences."""
    assert re.search(r"[\u4e00-\u9fff]", entry.name_zh)
    assert re.search(r"[\u4e00-\u9fff]", entry.meaning_zh)
    assert entry.meaning_zh.endswith("。")
    assert not re.search(r"[\u4e00-\u9fff]", entry.name_en)
    assert entry.meaning_en.endswith(".")
    assert entry.advice_en.endswith(".")


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        CATALOGUE["new"] = CATALOGUE["rate"]  # type: ignore[index]  # what is refused


def test_what_holds_is_not_called_by_the_fault() -> None:
    """Every code that a statement can be held under has a name of its own, unlike the fault's."""
    assert held_name("no-such-code") == "no-such-code"
    for code, names in HELD_NAMES.items():
        entry = CATALOGUE[code]
        assert held_name(code) == names[0]
        assert held_name(code, english=True) == names[1]
        assert {entry.name_zh, entry.name_en}.isdisjoint(names)


def test_every_held_statement_of_the_sample_has_a_name() -> None:
    """The names cover what the checks hold."""
    held = audit(read(sample(), name), standard_rules()).held
    assert {statement.code for statement in held} <= HELD_NAMES.keys()
