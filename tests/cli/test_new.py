"""The command `new`: answers in, a project file out, kept after each answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from xunzheng.authoring.assessment import assess
from xunzheng.cli.app import app
from xunzheng.formats.project_file import load_project
from xunzheng.rulebook.official_forms import form_rules

ABOUT = ["养护项目", "2023", "澜桥市园林局", "澜桥市住建局", "", "2024年1月20日", "", ""]
FUNDS = ["是", "100", "", "100", "90", "", ""]
GOALS = ["管好公园", "公园已管好"]
FIRST = [
    "",
    "产出指标",
    "数量指标",
    "养护面积",
    "60",
    "≥100公顷",
    "",
    "95公顷",
    "两处地块停工",
    "",
    "养护台账",
]
SECOND = [
    "",
    "4",
    "1",
    "市民满意度",
    "20",
    "≥90%",
    "2",
    "满意",
    "541份",
    "有效问卷",
    "588份",
    "1",
    "问卷汇总表",
]
THIRD = [
    "",
    "3",
    "2",
    "市容面貌",
    "10",
    "明显改善",
    "达成",
    "9",
    "个别路段反弹",
    "",
    "自评小组",
    "现场打分",
]
TEXTS = ["否", "背景文字", "自评小组逐项核对", "专账核算", "加强调度", "随决算公开", ""]
NATIONAL = ["2", *ABOUT, *FUNDS, *GOALS, *FIRST, *SECOND, *THIRD, *TEXTS]


def answer(path: Path, answers: list[str]) -> tuple[int, str]:
    outcome = CliRunner().invoke(
        app, ["new", str(path)], input="".join(f"{line}\n" for line in answers), standalone_mode=False
    )
    return outcome.return_value, outcome.output


def test_whole_interview_gives_a_file_that_can_be_reported(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    code, shown = answer(path, NATIONAL)
    assert (code, "写成报告" in shown) == (0, True), shown
    project = load_project(path.read_bytes(), path.name)
    assessment = assess(project, form_rules("national-2020"))
    assert str(assessment.total) == "95"  # 9 for the budget, 57, 20 and 9 for the indicators
    assert [item.actual for item in assessment.items] == ["95公顷", "达成年度指标", "92.01%"]


@pytest.mark.parametrize("kept", [1, 9, 14, 22, 30, 45, len(NATIONAL) - 1])
def test_broken_off_and_gone_on_with(tmp_path: Path, kept: int) -> None:
    """Questions that were passed over are asked again, so that the rest begins a few lines earlier."""
    path = tmp_path / "project.toml"
    code, shown = answer(path, NATIONAL[:kept])
    assert (code, "已停下" in shown) == (1, True)
    before = path.read_text(encoding="utf-8")
    assert answer(path, [])[0] == 1
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (["9"], "没有“9”这一项"),
        (["2", ""], "不能空着"),
        (["2", "项目", "去年"], "不是年份"),
        (["2", *ABOUT[:5], "明年"], "不是日期"),
        (["2", *ABOUT, "是", "很多"], "不是数字"),
        (["2", *ABOUT, "也许"], "请回答 是 或 否"),
        (["2", *ABOUT, "是", "100", "", "120"], "到位数大于全年预算数"),
        (["2", *ABOUT, "是", "100", "", "90", "95"], "执行数大于到位数"),
        (["2", *ABOUT, *FUNDS, *GOALS, *FIRST[:7], "95人"], "不能比较"),
        (["2", *ABOUT, *FUNDS, *GOALS, *FIRST[:7], "很多"], "不是一个数量"),
        (["2", *ABOUT, *FUNDS, *GOALS, *FIRST[:4], "0"], "分值不能为零"),
        (["2", *ABOUT, *FUNDS, *GOALS, *FIRST, *SECOND[:9], "有效问卷", "500份"], "部分大于总数"),
        (["2", *ABOUT, *FUNDS, *GOALS, *FIRST, *SECOND, *THIRD[:7], "5"], "得分不在“达成”档内"),
    ],
)
def test_answers_are_checked_at_once(tmp_path: Path, answers: list[str], sentence: str) -> None:
    assert sentence in answer(tmp_path / "project.toml", answers)[1]


def test_a_file_that_is_no_project_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.toml"
    path.write_text("这不是 TOML", encoding="utf-8")
    outcome = CliRunner().invoke(app, ["new", str(path)])
    assert "不能接着填" in str(outcome.exception)
    assert path.read_text(encoding="utf-8") == "这不是 TOML"


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(app, ["new", str(tmp_path / "none" / "p.toml")])
    assert "这个文件夹" in str(outcome.exception)
    assert outcome.output == ""


def test_broken_off_before_the_first_answer(tmp_path: Path) -> None:
    code, shown = answer(tmp_path / "p.toml", [])
    assert (code, "还没有答过什么" in shown, "存在" in shown.splitlines()[-1]) == (1, True, False)


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text('form = "none"', encoding="utf-8")
    assert "没有这个表样" in str(CliRunner().invoke(app, ["new", str(path)]).exception)


def test_weights_that_do_not_add_up_are_told_at_the_end(tmp_path: Path) -> None:
    code, shown = answer(tmp_path / "p.toml", ["2", *ABOUT, *FUNDS, *GOALS, *FIRST, *TEXTS])
    assert (code, "分值相加不等于满分" in shown) == (1, True), shown


def test_digest_of_an_attachment_beside_the_file_is_offered(tmp_path: Path) -> None:
    (tmp_path / "台账.pdf").write_bytes(b"%PDF")
    answers = ["2", *ABOUT, *FUNDS, *GOALS, *FIRST[:-2], "附件", "台账.pdf", ""]
    answer(tmp_path / "p.toml", answers)
    text = (tmp_path / "p.toml").read_text(encoding="utf-8")
    assert "sha256" in text
    assert "3df79d34abbca99308e79cb94461c1893582604d68329a41fd4bec1885e6adb4" not in text


def test_comments_of_a_file_stay_when_it_is_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('# 由旧报告取得\n\n# 取自第1行\nform = "national-2020"\n', encoding="utf-8")
    answer(path, ["养护项目"])
    text = path.read_text(encoding="utf-8")
    assert text.startswith('# 由旧报告取得\n\n# 取自第1行\nform = "national-2020"\n')
    assert 'name = "养护项目"' in text


def test_a_wrong_value_is_not_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('form = "national-2020"\nfunds = "无"\n', encoding="utf-8")
    outcome = CliRunner().invoke(app, ["new", str(path)])
    assert "funds：不是成列的表" in str(outcome.exception)
