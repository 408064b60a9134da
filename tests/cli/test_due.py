"""The command `due`: what is typed, the exit code, and what a person or a program gets to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xunzheng.cli.main import main

FOI = ["FOI.REPLY", "--start", "2024-09-27T15:00", "--now", "2024-10-09"]
SPOKEN = [
    # what is typed after `due`, phrases on stdout in this order
    (
        FOI,
        [
            "FOI.REPLY  答复申请",
            "2024-10-30 17:30（周三）",
            "收到申请，2024-09-27 15:00",
            "即时或者20个工作日",
            "20个工作日；起算日不计 1 天；周末不计 6 天；放假不计 7 天",
            "绿灯",
            "《中华人民共和国政府信息公开条例》（国务院令第711号）第三十三条第二款",
        ],
    ),
    (
        [*FOI, "--pause", "2024-10-08..2024-10-11=third-party@王五", "--extend", "20", "--promised", "10"],
        [
            "2024-12-02 17:30（周一）",
            "承诺截止",
            "2024-10-21 17:30",
            "延长 20个工作日（政府信息公开工作机构负责人批准）；承诺 10个工作日",
            "暂停不计 3 天",
            "暂停中；按承诺：暂停中",
        ],
    ),
    (
        ["FOI.REPLY", "--start", "2024-09-27", "--pause", "2024-10-08..=co-producer", "--now", "2024-10-09"],
        ["2024-10-08 00:00 因征求其他机关意见暂停，尚未恢复，所以没有截止时刻", "暂停中"],
    ),
    (
        [*FOI, "--explain"],
        [
            "2024-09-27 周五      —  收到申请（2024-09-27 15:00），起算日不计",
            "2024-09-29 周日      1  国庆节调休上班（国办发明电〔2023〕7号）",
            "2024-10-01 周二      —  国庆节放假（国办发明电〔2023〕7号）",
            "2024-10-30 周三     20  周三",
        ],
    ),
    (
        ["lic.correct", "--start", "2024-09-27T15:00", "--now", "2024-10-31", "--stop", "2024-10-30T09:00"],
        ["2024-10-10 17:30", "逾期办结", "自 2024-09-27 15:00 起，追溯至起算之时"],
    ),
    (
        ["LIC.CORRECT", "--region", "安阳市", "--start", "2024-09-28T10:00", "--explain"],
        ["2024-09-29 17:30（周日）", "即时；周末不计 1 天", "已逾期", "安阳市政务服务条例", "应当即时办理"],
    ),
    (
        ["LIC.RENEW", "--start", "2024-09-01", "--ends", "2024-10-31", "--now", "2024-11-03"],
        ["2024-10-31 24:00（周四）", "届满之前", "已逾期", "视为准予延续"],
    ),
    (
        ["LIC.RENEW", "--start", "2024-09-01", "--ends", "2024-10-31T10", "--now", "2024-09-03"],
        ["2024-10-31 10:00（周四）", "届满之前"],
    ),
    (
        ["FOI.REPLY", "--start", "2024-09-26T17:00+00:00", "--now", "2024-09-27"],
        ["2024-10-30 17:30（周三）", "收到申请，2024-09-27 01:00"],
    ),
    (
        ["LIC.HEAR.NOTICE", "--start", "2024-09-20", "--ends", "2024-10-10T09:00", "--explain"],
        ["2024-09-25 17:30", "距届满 7个工作日", "届满之日，不计"],
    ),
    (
        ["GRID.MANHOLE.BROKEN", "--start", "2024-09-30T16:00", "--explain", "--now", "2024-09-30T16:00"],
        [
            "2024-10-08 11:00",
            "4个工作时；办公时间以外不计 2 段",
            "未核对",
            "09-30 16:00:00 至 09-30 17:30:00   1.50",
        ],
    ),
    (
        ["CALL.ANSWER", "--start", "2024-09-30T16:00:00.5", "--now", "2024-09-30T16:00:01.25"],
        ["2024-09-30 16:00:15（周一）", "15秒", "绿灯"],
    ),
    (
        ["CR.PERIOD.MAX", "--start", "2024-01-31", "--now", "2028-01-01"],
        ["2027-01-31 24:00（周日）", "1096日", "已期满", "最长公示期满，停止公示", "未核对"],
    ),
    (
        ["CR.PERIOD.MAX", "--start", "2024-01-31", "--on", "2026-04-01", "--now", "2024-02-01"],
        ["2025-01-31 24:00", "国家发展改革委令第36号"],
    ),
    (
        ["FOI.CLARIFY.ANSWER", "--start", "2024-10-08T09:00", "--promised", "5wd", "--now", "2024-10-09"],
        ["2024-10-14 17:30", "5个工作日"],
    ),
    (
        ["LIC.DECIDE", "--start", "2027-01-04", "--provisional", "--now", "2027-01-05"],
        ["2027-02-01 17:30", "通知发布后须重算"],
    ),
    (
        ["LIC.DECIDE", "--start", "2024-10-08T01:00+00:00", "--now", "2024-10-09"],
        ["2024-11-04 17:30"],
    ),
]


@pytest.mark.parametrize(("typed", "phrases"), SPOKEN)
def test_what_a_person_reads(
    capsys: pytest.CaptureFixture[str], typed: list[str], phrases: list[str]
) -> None:
    assert main(["due", *typed]) == 0
    out = "".join(
        line.strip() if line.startswith(" " * 14) else "\n" + line
        for line in capsys.readouterr().out.splitlines()
    )
    place = 0
    for phrase in phrases:
        assert phrase in out[place:]
        place = out.index(phrase, place)


REFUSED = [
    # what is typed, phrases on stderr
    (["FOI.REPLYY", "--start", "2024-09-27"], ["没有这个时限规则", "FOI.REPLY"]),
    (["FOI.REPLY", "--start", "yesterday"], ["看不懂的起算时间“yesterday”", "2024-09-27T15:00"]),
    (["FOI.REPLY", "--start", "2024-13-27"], ["看不懂的起算时间"]),
    ([*FOI, "--pause", "2024-10-08=third-party"], ["看不懂的暂停", "FROM..TO=事由"]),
    ([*FOI, "--pause", "2024-10-08..soon=third-party"], ["看不懂的暂停结束时间“soon”"]),
    (
        [*FOI, "--pause", "2024-10-08..2024-10-09=holiday"],
        ["不允许以此事由", "third-party（征求第三方意见）"],
    ),
    ([*FOI, "--extend", "21"], ["延长超出规则", "合计不超过 20个工作日"]),
    (["FOI.THIRD", "--start", "2024-09-27", "--extend", "1"], ["规则不允许延长"]),
    ([*FOI, "--promised", "soon"], ["看不懂的承诺时限“soon”", "10wd"]),
    ([*FOI, "--promised", "21"], ["承诺时限长于法定时限"]),
    (["FOI.DELAY", "--start", "2024-09-27", "--promised", "21"], ["看不懂的承诺时限“21”"]),
    (["FOI.REPLY", "--start", "9999-12-31"], ["年份不在可以计算的范围内"]),
    (["LIC.RENEW", "--start", "2024-09-27", "--ends", "9999-12-31"], ["年份不在可以计算的范围内"]),
    (["FOI.REPLY", "--start", "1990-01-04", "--on", "2024-01-01"], ["没有 1990 年的放假安排", "请核对日期"]),
    (["FOI.REPLY", "--start", "2027-01-04"], ["没有 2027 年的放假安排", "--provisional"]),
    (["CALL.HANDLE", "--start", "2024-09-27"], ["这一天、这个地区没有这条时限", "410500", "--region"]),
    (["FOI.REPLY", "--start", "2024-09-27", "--region", "火星"], ["不认识的地区"]),
]


@pytest.mark.parametrize(("typed", "phrases"), REFUSED)
def test_what_cannot_be_used_is_refused(
    capsys: pytest.CaptureFixture[str], typed: list[str], phrases: list[str]
) -> None:
    assert main(["due", *typed]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    for phrase in phrases:
        assert phrase in told.err


def test_past_the_provisional_years_the_date_is_to_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    typed = [
        "due",
        "FOI.REPLY",
        "--start",
        "2026-12-01",
        "--provisional",
        "--pause",
        "2026-12-02..2080-01-01=third-party",
    ]
    assert main(typed) == 2
    assert "请核对日期" in capsys.readouterr().err


def test_a_program_reads_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", *FOI, "--format", "json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["standing"]["due_at"] == "2024-10-30T17:30:00+08:00"
    assert content["standing"]["light"] == "green"
    assert content["rule"]["basis"]["article"] == "第三十三条第二款"
    assert [line["running"] for line in content["lines"] if line["counted"]] == list(range(1, 21))


def test_without_now_it_is_the_present(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", "FOI.REPLY", "--start", "2024-09-27"]) == 0
    assert "已逾期" in capsys.readouterr().out


def test_the_example_of_the_documents_is_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs/explanation/clocks.md").read_text("utf-8")
    command, _, printed = page.split("```console\n$ xunzheng due ")[1].split("```")[0].partition("\n\n")
    assert main(["due", *command.replace("\\\n", " ").split()]) == 0
    assert capsys.readouterr().out == printed
