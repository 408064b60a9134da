"""The summary: what is counted, and the page that shows it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.batch.reports import make_record, unreadable_record
from xunzheng.audit.finding import Severity
from xunzheng.batch import BatchRefused, summary
from xunzheng.batch.page import lay_out_summary, render_summary, write_summary
from xunzheng.batch.tally import MOST_ROWS, MOST_UNREADABLE
from xunzheng.batch.words import SUMMARY_WORDS

NOTHING = {"counts": {}, "codes": {}, "findings": ()}
RECORDS = [
    make_record("a.docx"),
    make_record("b.docx", unit="乙局", year=2022, stated_score=Decimal(100), lowest_score=Decimal(100),
                highest_score=Decimal(100), computed_grade="优", **NOTHING),
    make_record("c.docx", unit=None, year=None, region=None, layout=None, stated_score=None, held=0,
                planned=None, lowest_score=Decimal(80), highest_score=Decimal(90), **NOTHING),
    make_record("d.docx", counts={Severity.SUSPICION: 2}, codes={"rate": 2}, findings=()),
    unreadable_record("e.docx"),
]  # fmt: skip
WHOLE = summary(RECORDS)


def test_reports_and_findings_are_counted():
    assert (WHOLE.total, WHOLE.audited, WHOLE.unreadable_count) == (5, 4, 1)
    assert WHOLE.counts == (1, 3, 1)
    assert WHOLE.gravest == (1, 1, 0, 2)
    assert (WHOLE.unexamined, WHOLE.held) == (1, 21)


def test_groups_have_the_most_errors_first():
    assert [(group.name, group.reports, group.counts) for group in WHOLE.units] == [
        ("某局", 2, (1, 3, 1)),
        (None, 1, (0, 0, 0)),
        ("乙局", 1, (0, 0, 0)),
    ]
    assert [group.name for group in WHOLE.years] == ["2022", "2023", None]
    assert WHOLE.units[0].with_errors == 1


def test_codes_are_counted_in_findings_and_in_reports():
    assert [(code.code, code.counts, code.total, code.reports) for code in WHOLE.codes] == [
        ("over-limit", (1, 0, 0), 1, 1),
        ("rate", (0, 2, 0), 2, 1),
        ("indicator-unquantified", (0, 0, 1), 1, 1),
        ("sum-of-parts", (0, 1, 0), 1, 1),
    ]


def test_scores_fall_into_bands():
    assert WHOLE.stated_bands == (0, 0, 0, 0, 0, 2, 1, 0)
    assert WHOLE.computed_bands == (0, 0, 0, 0, 0, 2, 1, 0)
    assert (WHOLE.scored, WHOLE.bounded, WHOLE.regraded) == (3, 1, 3)
    assert WHOLE.difference_bands == (0, 0, 0, 0, 1, 0, 2, 0, 0)


@pytest.mark.parametrize(
    ("stated", "band"),
    [("84", 0), ("85.9", 0), ("86", 1), ("90", 1), ("91", 2), ("91.1", 2), ("95", 3), ("95.99", 3),
     ("95.996", 4), ("96", 4), ("96.004", 4), ("96.01", 5), ("97", 5), ("97.01", 6), ("101", 6),
     ("106", 7), ("106.1", 8)],
)  # fmt: skip
def test_a_difference_belongs_to_the_band_nearer_to_nought(stated, band):
    bands = summary([make_record(stated_score=Decimal(stated))]).difference_bands
    assert bands.index(1) == band


@pytest.mark.parametrize(
    ("score", "band"),
    [("-1", 0), ("59.99", 0), ("60", 1), ("89.9", 3), ("90", 4), ("99.99", 5), ("100", 6), ("101", 7)],
)
def test_a_score_belongs_to_one_band(score, band):
    assert summary([make_record(stated_score=Decimal(score))]).stated_bands.index(1) == band


def test_money_is_added_where_both_sums_are_stated():
    assert (WHOLE.funded, WHOLE.planned, WHOLE.spent) == (3, Decimal(1920), Decimal("1824.75"))


def test_lists_are_cut_and_their_lengths_told():
    many = summary(unreadable_record(f"{n:05d}") for n in range(2 * MOST_ROWS + 5))
    assert (many.total, len(many.rows), len(many.unreadable)) == (
        2 * MOST_ROWS + 5,
        MOST_ROWS,
        MOST_UNREADABLE,
    )
    page = render_summary(lay_out_summary(many, "zh"))
    assert f"只列出问题最多的 {MOST_ROWS} 份" in page
    assert f"只列出前 {MOST_UNREADABLE} 个" in page
    assert "清单太长，没有打印" in page


def test_the_summary_holds_no_findings():
    assert all(row.findings == () for row in (*WHOLE.rows, *WHOLE.worst))


def test_the_summary_does_not_depend_on_the_order():
    assert summary(reversed(RECORDS)) == WHOLE


def shown(language: str = "zh", **options) -> str:
    return render_summary(lay_out_summary(WHOLE, language, **options), language)


def test_the_page_tells_the_same_in_both_languages():
    chinese, english = shown(), shown("en")
    assert "5 份报告" in chinese
    assert "5 reports" in english
    assert '<html lang="en">' in english
    assert chinese.count("<svg") == english.count("<svg") >= 7
    assert "3 份同时有自评总分和重算总分：1 份相同，2 份自评高于重算" in chinese
    assert "合计 1,920.00 万元，执行 1,824.75 万元，总执行率 95.04%" in chinese
    assert "1 份有定性指标" in chinese


def test_the_english_page_leaves_no_chinese_label():
    page = re.sub(r'<(td|b|span)[^>]*lang="zh-CN".*?</\1>', "", shown("en"))
    labels = {word.zh for word in SUMMARY_WORDS.values() if len(word.zh) > 1 and "{" not in word.zh}
    assert [label for label in labels if f">{label}<" in page] == []


def test_the_page_needs_nothing_else_and_allows_nothing_else():
    page = shown()
    assert "default-src 'none'" in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert "http://www.w3.org/2000/svg" in page


def test_what_reports_say_is_escaped():
    evil = "<script>alert(1)</script>\"'&"
    record = make_record(f"{evil}.docx", title=evil, unit=evil, layout=evil, stated_grade=evil[:20])
    bad = unreadable_record(f"x{evil}", evil)
    page = render_summary(lay_out_summary(summary([record, bad, make_record()]), "zh"))
    assert "<script>alert" not in page
    assert page.count("<script>") == 1


def test_notes_are_shown_where_there_is_something_to_note():
    at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    page = shown(at=at, passed_over={".jpg": 2, "": 1}, expected=9, href=lambda record: f"#{record.path[0]}")
    assert "2026-01-02 03:04" in page
    assert "另有 3 个文件不是报告" in page
    assert "只是已完成的 5 份，共 9 份" in page
    assert 'href="#a"' in page
    assert "另有" not in shown()


def test_an_empty_batch_has_a_page():
    page = render_summary(lay_out_summary(summary([]), "zh"))
    assert "0 份报告" in page
    assert "<figure" not in page


def test_the_page_is_written_whole_or_not_at_all(tmp_path):
    page = lay_out_summary(WHOLE, "zh")
    write_summary(page, tmp_path / "s.html")
    assert (tmp_path / "s.html").read_text("utf-8") == render_summary(page)
    with pytest.raises(BatchRefused, match="写不了"):
        write_summary(page, tmp_path / "none" / "s.html")


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="zh 或 en"):
        render_summary(lay_out_summary(WHOLE, "zh"), "fr")


def test_findings_that_were_not_kept_are_counted_with_their_code():
    kept = make_record().findings[:1]
    counts = {Severity.ERROR: 4, Severity.SUSPICION: 9}
    codes = {"sum-of-parts": 9, "rate": 4}
    tallies = summary([make_record(counts=counts, codes=codes, findings=kept)]).codes
    assert {tally.code: tally.total for tally in tallies} == codes
    assert tallies[-1].counts == (0, 9, 0)


def test_a_list_that_was_cut_is_told():
    page = lay_out_summary(summary([make_record("a.docx", unlisted=7), make_record("b.docx")]), "zh")
    assert (page.summary.cut, page.summary.unlisted) == (1, 7)
    text = render_summary(page)
    assert "1 份报告的发现太多，清单没有列全：另有 7 处" in text
    assert text.count("另有 7 处没有列出") == 2  # among the worst, and among all
    assert "没有列" not in render_summary(lay_out_summary(WHOLE, "zh"))
