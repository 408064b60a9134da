"""The corpus: reports with planted mistakes and correct statements that look like mistakes."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from tests.corpus import tally, verify_corpus
from tests.corpus.tally import JUDGING, Report, codes_of, reports, tallies, told
from xunzheng.audit.catalogue import CATALOGUE, SECTIONS

FLOORS = {"A": 0.83, "B": 0.87, "C": 0.90}
"""The least share of the planted mistakes of each section that must be found: a ratchet, to be raised."""

OF_REPORTS = pytest.mark.parametrize("report_", reports(), ids=lambda report: report.name)


def _tally(report: Report) -> tally.Tally:
    return next(made for made in tallies() if made.report is report)


@OF_REPORTS
def test_no_error_is_false(report_: Report) -> None:
    """Nothing at error level but what is planted or open to debate."""
    assert list(told(_tally(report_))) == []


@OF_REPORTS
def test_correct_statements_are_left_alone(report_: Report) -> None:
    assert [finding.code for finding in _tally(report_).breaches] == []


def test_clean_reports_have_no_error() -> None:
    clean = [made for made in tallies() if made.report.entries["clean"]]
    assert len(clean) > 5
    assert all(not made.found and not made.false_errors for made in clean)


@pytest.mark.parametrize("section", FLOORS)
def test_recall(section: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    """The share of planted mistakes found; with -v, code by code."""
    found = sum((codes_of(made.found) for made in tallies()), Counter[str]())
    missed = sum((codes_of(made.missed) for made in tallies()), Counter[str]())
    codes = [entry.code for entry in CATALOGUE.values() if entry.section == section]
    if request.config.get_verbosity() >= 0:
        with capsys.disabled():
            print(f"\n{SECTIONS[section][1]}: found of planted")
            for code in codes:
                print(f"  {code:24}{found[code]:4} of {found[code] + missed[code]:3}")
    all_found, all_missed = (sum(of[code] for code in codes) for of in (found, missed))
    assert all_found / (all_found + all_missed) >= FLOORS[section]


@pytest.mark.parametrize(
    ("name", "half"),
    [
        ("01-a", "development"),
        ("62-a", "development"),
        ("101-a", "development"),
        ("140-a", "development"),
        ("201-a", "development"),
        ("301-a", "development"),
        ("442-a", "development"),
        ("443-a", "judging"),
        ("452-a", "judging"),
        ("lanqiao-2023", "sample"),
    ],
)
def test_halves(name: str, half: str) -> None:
    sheet = verify_corpus.HERE / f"{name}.toml"
    assert Report(sheet, sheet, {}).half == half


def test_both_halves_have_reports() -> None:
    counts = Counter(report.half for report in reports())
    assert counts[JUDGING] >= 10
    assert counts["development"] >= 100


def test_expectations_fit_their_reports() -> None:
    """Files in pairs, quotes that occur once, known codes, no silent over a planted mistake."""
    assert [
        f"{report.name}: {fault}" for report in reports() for fault in verify_corpus.faults_of(report)
    ] == []
    assert list(verify_corpus.unpaired()) == []


def test_verifying_by_hand() -> None:
    """`python tests/corpus/verify_corpus.py` runs by itself and prints the table of instances."""
    script = verify_corpus.HERE / "verify_corpus.py"
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout
    assert " 0 faults" in done.stdout
    assert "sum-of-parts" in done.stdout
