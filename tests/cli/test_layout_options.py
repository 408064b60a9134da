"""Choosing the year, the region and the layout at the command, and what the output says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzheng.cli.main import main

REPORT = (
    "上海市2022年度项目支出绩效自评表\n\n一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
    "产出指标\t培训\t≥5次\t6次\t60\t60\n效益指标\t知晓率\t≥90%\t92%\t40\t40\n合计\t\t\t\t100\t100\n"
    "自评等级为“优”。\n"
)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, "utf-8")
    return str(path)


SAID = [
    ([], ["评价年度 2022 年", "写明“上海市”", "上海口径", "全国通用表样", "据“一级指标", "相近的还有"]),
    (["--on", "2024-12-31"], ["由使用者指定：2024-12-31"]),
    (["--region", "四川"], ["由使用者指定：四川省", "（全国）"]),
    (["--region", "431121"], ["由使用者指定：431121"]),
    (["--layout", "cq-self-evaluation-table"], ["由使用者指定，见有", "（重庆）"]),
    (["--layout", "cn-transfer-report"], ["指定的 cn-transfer-report 没有用上"]),
]


@pytest.mark.parametrize(("options", "parts"), SAID)
def test_what_the_audit_says(
    report: str, capsys: pytest.CaptureFixture[str], options: list[str], parts: list[str]
) -> None:
    assert main(["audit", report, *options]) in (0, 1)
    said = "".join(line.strip() for line in capsys.readouterr().out.splitlines())
    assert all(part.replace(" ", "") in said.replace(" ", "") for part in parts)


REFUSED = [
    (["--on", "去年"], "看不懂的日期“去年”"),
    (["--region", "乌有"], "不认识的地区"),
    (["--layout", "nope"], "没有这个版式"),
]


@pytest.mark.parametrize("command", ["audit", "score"])
@pytest.mark.parametrize(("options", "part"), REFUSED)
def test_what_is_refused(
    report: str, capsys: pytest.CaptureFixture[str], command: str, options: list[str], part: str
) -> None:
    assert main([command, report, *options]) == 2
    said = capsys.readouterr()
    assert part in said.err
    assert not said.out


def test_scores_name_the_layout(report: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", report, "--on", "2022-12-31"]) == 0
    assert "版式：项目支出绩效自评表（全国通用表样）" in capsys.readouterr().out


def test_the_page_says_how_the_rules_were_chosen(report: str, tmp_path: Path) -> None:
    for language, parts in {
        "zh": ["规则的选取", "据“一级指标", "上海口径", "相近的还有"],
        "en": ["How the rules were chosen", "told by", "near to it"],
    }.items():
        page = tmp_path / f"{language}.html"
        main(["audit", report, "--format", "html", "--language", language, "-o", str(page)])
        written = page.read_text("utf-8")
        assert all(part in written for part in parts)
        main(
            ["audit", report, "--layout", "cn-2020-10-evaluation-table", "--format", "html", "-o", str(page)]
        )
        assert "由使用者指定、未核对原文" in page.read_text("utf-8").replace("\n", "")
