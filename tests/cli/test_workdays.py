"""The command `workdays`: what is typed, the exit code, and what a person or a program gets to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xunzheng.cli.main import main

NEXT_YEAR = """
[pack]
form = "calendar"
kind = "working-days"
code = "calendar-2027"
title = "2027 年放假调休安排"
version = "1"
jurisdiction = "CN"
valid_from = 2027-01-01
valid_to = 2028-01-01
verified = false
note = "虚构，待通知发布"

[citation]
title = "关于2027年部分节假日安排的通知（虚构）"

[[holidays]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
make_ups = [2026-12-27]
"""

SPOKEN = [
    # what is typed after `workdays`, phrases on stdout in this order
    (
        ["2024-09-27", "2024-10-31"],
        [
            "2024-09-27（周五） 至 2024-10-31（周四）：21 个工作日",
            "起算当日不计入，末日计入：2024-09-27 不计入，2024-10-31 计入",
            "34 天：工作日 19，调休上班 2，周末 6，放假 7",
            "2024-10-01（周二） 至 2024-10-07（周一）  国庆节",
            "国办发明电〔2023〕7号",
            "调休上班",
            "2024-09-29（周日）  国庆节",
            "2024-10-12（周六）  国庆节",
        ],
    ),
    (["2024-03-04", "2024-03-08"], ["4 个工作日", "4 天：工作日 4，调休上班 0，周末 0，放假 0"]),
    (["2024-03-04", "2024-03-04"], ["0 个工作日"]),
    # One holiday, two notices.
    (["2020-01-29", "2020-02-03"], ["1 个工作日", "〔2019〕16号", "2020-01-31", "〔2020〕1号"]),
    (["2004-01-01", "2004-02-01"], ["春节", "（未核对原文）"]),
    (["2024-09-27", "2024-10-31", "--region", "湖南"], ["21 个工作日"]),
    (["2024-09-27", "2024-10-31", "--region", "431100"], ["21 个工作日"]),
    (
        ["2026-12-20", "2027-01-10", "--provisional"],
        ["14 个工作日", "暂定", "2026-12-25 至 2027-01-10 间有 17 天还没有通知可依", "元旦", "放假办法"],
    ),
]


@pytest.mark.parametrize(("typed", "phrases"), SPOKEN)
def test_the_count_and_what_lies_between(
    typed: list[str], phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workdays", *typed]) == 0
    written = capsys.readouterr().out
    rest = written
    for phrase in phrases:
        _, found, rest = rest.partition(phrase)
        assert found, (phrase, written)


def test_days_without_holidays_have_no_empty_lists(capsys: pytest.CaptureFixture[str]) -> None:
    main(["workdays", "2024-03-04", "2024-03-08"])
    assert len(capsys.readouterr().out.splitlines()) == 3


REFUSED = [
    (["2026-12-20", "2027-01-10"], ["没有 2027 年的放假安排", "2004–2026", "--packs", "--provisional"]),
    (["2003-12-20", "2004-01-10"], ["没有 2003 年的放假安排", "--packs"]),
    # An earlier year had a notice: that we have none of it is no ground for a provisional count.
    (["2003-12-20", "2004-01-10", "--provisional"], ["没有 2003 年的放假安排"]),
    (["2026-12-20", "2037-01-01", "--provisional"], ["太远", "至多到 2036 年"]),
    (["2026-12-20", "9999-12-31", "--provisional"], ["太远"]),
    (["2024-10-31", "2024-09-27"], ["末日 2024-09-27 早于起算日 2024-10-31"]),
    (["2024-02-30", "2024-03-27"], ["看不懂的日期“2024-02-30”"]),
    (["2024-02-28", "三月"], ["看不懂的日期“三月”"]),
    (["2024-02-28", "2024-03-27", "--region", "某某"], ["不认识的地区"]),
    (["2024-02-28"], ["缺少"]),
    (["2024-02-28", "2024-03-27", "--format", "html"], ["--format", "text、json"]),
]


@pytest.mark.parametrize(("typed", "phrases"), REFUSED)
def test_what_cannot_be_counted_is_refused(
    typed: list[str], phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["workdays", *typed]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    for phrase in phrases:
        assert phrase in written.err


def test_the_refusal_of_an_earlier_year_does_not_advise_what_does_not_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["workdays", "2003-12-20", "2004-01-10"])
    assert "--provisional" not in capsys.readouterr().err


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workdays", "2024-09-27", "2024-10-12", "--format", "json"]) == 0
    notice = {
        "title": "国务院办公厅关于2024年部分节假日安排的通知",
        "number": "国办发明电〔2023〕7号",
        "verified": True,
    }
    marked = {"name": "国庆节", "provisional": False, "notice": notice}
    assert json.loads(capsys.readouterr().out) == {
        "from": "2024-09-27",
        "from_counted": False,
        "to": "2024-10-12",
        "to_counted": True,
        "jurisdiction": "CN",
        "working_days": 7,
        "calendar_days": 15,
        "provisional": False,
        "holidays": [{"first": "2024-10-01", "last": "2024-10-07", **marked}],
        "make_up_days": [
            {"first": "2024-09-29", "last": "2024-09-29", **marked},
            {"first": "2024-10-12", "last": "2024-10-12", **marked},
        ],
    }


def test_a_new_year_from_a_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "calendar-2027.toml").write_text(NEXT_YEAR, "utf-8")
    asked = ["workdays", "2026-12-20", "2027-01-10", "--packs", str(tmp_path)]
    assert main(asked) == 0
    written = capsys.readouterr().out
    assert "15 个工作日" in written
    assert "2026-12-27（周日）  元旦" in written
    assert "暂定" not in written
    assert main([*asked[:2], "2028-01-03", *asked[3:], "--provisional"]) == 0
    assert "2027-12-25 至 2028-01-03" in capsys.readouterr().out


PACKS = [
    ("calendar-2024", ["放假调休", "春节", "2024-02-10（周六） 至 2024-02-17（周六）", "2024-02-18（周日）"]),
    ("statutory-holidays-2025", ["法定节日", "5月2日  劳动节"]),
    ("hours-cn", ["办公时间", "全年", "08:30–12:00、14:30–17:30", "UTC+08:00"]),
]


@pytest.mark.parametrize(("code", "phrases"), PACKS)
def test_frameworks_shows_what_such_a_pack_holds(
    code: str, phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frameworks", code]) == 0
    written = capsys.readouterr().out
    for phrase in phrases:
        assert phrase in written


def test_frameworks_shows_the_seasons_of_office_hours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = NEXT_YEAR.partition("[[holidays]]")[0]
    for was, now in (
        ('"calendar"', '"hours"'),
        ("working-days", "office-hours"),
        ("calendar-2027", "hours-x"),
        ('"CN"', '"431100"'),
    ):
        head = head.replace(was, now)
    seasons = """
[hours]
zone = "+08:00"
[[seasons]]
first = "05-01"
last = "09-30"
weekdays = ["周五"]
intervals = ["08:00-12:00"]
[[seasons]]
intervals = ["09:00-12:00"]
"""
    (tmp_path / "hours-x.toml").write_text(head + seasons, "utf-8")
    assert main(["frameworks", "hours-x", "--packs", str(tmp_path)]) == 0
    assert "5.1–9.30周五" in capsys.readouterr().out
