"""Commands: what is typed, the exit code, and the phrases that a person gets to read."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from xunzheng import samples
from xunzheng.cli.main import main
from xunzheng.formats.result_json import schema

CLEAN = "一、项目概况\n本单位核定编制20名，在职18人，其中男9人、女9人。\n"
PROSE = """一、自评结论
本项目自评得分92分，等级为“优”。
一级指标\t二级指标\t三级指标\t分值\t得分
产出\t数量\t培训人数\t50\t46
效益\t社会效益\t受益人数\t50\t46
"""
RATE = "资金到位率=（实际到位资金/计划投入资金）×100%"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files to be read, as the working directory."""
    (tmp_path / "sample.txt").write_bytes(samples.sample())
    (tmp_path / "clean.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "gb.txt").write_text(CLEAN, "gb18030")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "hello.txt").write_text("hello world", "utf-8")
    (tmp_path / "prose.txt").write_text(PROSE, "utf-8")
    (tmp_path / "lesser.txt").write_text("一、概况\n三、情况\n（待补充）\n", "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 50)
    monkeypatch.chdir(tmp_path)
    return tmp_path


SPOKEN = [
    # command, exit code, phrases on stdout
    (["audit", "sample.txt"], 1, ["over-limit 超过限额", "报告所写", "应当是", "建议", "处成立。"]),
    (["audit", "--sample"], 1, ["over-limit", "核定编制32名"]),
    (["audit", "sample.txt", "--severity", "error"], 1, ["count-list", "未显示较轻的发现"]),
    (["audit", "clean.txt"], 0, ["错误 0"]),
    (["audit", "gb.txt", "--severity", "error"], 0, ["错误 0"]),
    (["audit", "--summary", "--sample"], 1, ["循证 Xunzheng", "错误", "评分", "首要"]),
    (["audit", "--sample", "--format", "html"], 1, ["<!doctype html>", "澜桥市"]),
    (["audit", "--sample", "--format", "html", "--language", "en"], 1, ["<!doctype html>", "Findings"]),
    (["score", "sample.txt"], 0, ["分值", "表上得分", "重算得分", "资金到位率", "合计"]),
    (["score", "--sample"], 0, ["分值", "合计", "自评"]),
    (["audit", "prose.txt", "--summary"], 0, ["自评 92（优）"]),
    (["score", "prose.txt"], 0, ["自评 92（优）"]),
    (["audit", "hello.txt"], 0, ["没有可以核对的内容"]),
    (["audit", "hello.txt", "--summary"], 0, ["没有可以核对的内容", "10 字（不计空白）"]),
    (["audit", "hello.txt", "--format", "html"], 0, ["没有可以核对的内容", "10 字（不计空白）"]),
    (["audit", "hello.txt", "--format", "json"], 0, ['"characters": 10', '"examined": 0']),
    (["audit", "lesser.txt", "--format", "html", "--severity", "error"], 0, ["没有列出"]),
    (["score", "sample.txt", "--trace"], 0, ["资金到位率"]),
    (["frameworks"], 0, ["指标体系", "等级标准", "cn-2013-53-project", "未核对原文", "已核对出处"]),
    (["frameworks", "cn-2013-53-project"], 0, ["资金到位率", "财预〔2013〕53号", "└─"]),
    (["frameworks", "cn-2013-53-project/1"], 0, ["资金到位率"]),
    (["frameworks", "cn-2020-10-scale"], 0, ["优  [90,100]", "良  [80,90)"]),
    (["frameworks", "cn-audit-parameters"], 0, ["核对参数"]),
    (["frameworks", "example-platform-2022"], 0, ["封顶与扣分"]),
    (["frameworks", "example-municipal-2019"], 0, ["（20分）"]),
    (["formula", RATE, "实际到位资金=491万元", "计划投入资金=500万元"], 0, ["资金到位率 ＝ 98.2%"]),
    (["formula", RATE, "实际到位资金=491万元", "计划投入资金=0万元"], 0, ["无法确定"]),
    (["formula", RATE], 0, ["实际到位资金=… 计划投入资金=…"]),
    (["formula", "质量达标率=（甲/乙）/100%", "甲=1", "乙=2"], 0, ["注意", "÷100%"]),
    (["formula", "（１＋2）×3"], 0, ["9"]),
    (["formula", "率=甲/乙×100%", "甲=1", "乙=3"], 0, ["率 ≈ 33.33", "1 ÷ 3 × 100% ≈ 33.33"]),
    (["formula", "合计（得分）", "得分=1", "得分=2.5"], 0, ["3.5"]),
    (["--help"], 0, ["audit", "score", "frameworks", "formula"]),
    (["audit", "--help"], 0, ["--severity"]),
]

REFUSED = [
    # command, phrases on stderr
    (["audit"], ["请给出一个报告文件"]),
    (["audit", "clean.txt", "--sample"], ["二者取一"]),
    (["audit", "none.txt"], ["找不到文件 none.txt"]),
    (["score", "."], ["是文件夹"]),
    (["audit", "empty.txt"], ["empty.txt"]),
    (["audit", "binary.txt"], ["binary.txt"]),
    (["audit", "clean.txt", "--format", "pdf"], ["--format 的值不对：应为 text、json、html 之一，实为“pdf”"]),
    (["audit", "clean.txt", "--output", "none/x.txt"], ["写不了 none/x.txt：没有这个文件或文件夹"]),
    (["audit", "clean.txt", "--nonsense"], ["没有选项 --nonsense", "xunzheng audit --help"]),
    (["score", "clean.txt"], ["没有找到评分表"]),
    (["score"], ["请给出一个报告文件"]),
    (["score", "clean.txt", "--sample"], ["二者取一"]),
    (["score", "clean.txt", "gb.txt"], ["多给了“gb.txt”"]),
    (["audit", "--format"], ["选项 --format 后面要写一个值"]),
    (["audit", "--format=jsno"], ["实为“jsno”（是不是 json？）"]),
    (["audit", "--summary=3"], ["--summary 只是开关"]),
    (["audit", "--sevrity", "error"], ["是不是 --severity？"]),
    (["audit", "a\0b"], ["系统不接受的字符"]),
    (["audit", "clean.txt/x"], ["路径中间的一段不是文件夹"]),
    (["formula"], ["缺少 TEXT（公式"]),
    (["audti"], ["没有命令“audti”（是不是 audit？）"]),
    (["frameworks", "none"], ["没有这个规则包", "cn-2020-10-scale"]),
    (["formula", "率＝（甲÷乙"], ["括号", "^"]),
    (["formula", RATE, "实际到位资金=491万元"], ["计划投入资金"]),
    (["formula", RATE, "实际到位资金"], ["名称=值"]),
    (["formula", RATE, "实际到位资金=很多", "计划投入资金=1"], ["不是一个数"]),
    (["formula", "甲＋乙", "甲=1万元", "乙=2人"], ["元", "人"]),
    (["unknown"], ["没有命令“unknown”", "命令有 audit、score、annotate、"]),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("command", "code", "phrases"), SPOKEN, ids=lambda value: str(value)[:60])
def test_command_says(
    command: list[str], code: int, phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == code
    said = capsys.readouterr()
    assert said.err == ""
    assert [phrase for phrase in phrases if phrase not in said.out] == []
    assert "\x1b" not in said.out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("command", "phrases"), REFUSED, ids=lambda value: str(value)[:60])
def test_command_refuses(command: list[str], phrases: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("xunzheng：")
    assert "Traceback" not in said.err
    assert not re.search(r"[A-Z][a-z]+ [a-z]+ ", said.err), "English words"
    assert [phrase for phrase in phrases if phrase not in said.err] == []


def test_bare_command_prints_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Usage: xunzheng")
    assert len(said.err.splitlines()) > 10


@pytest.mark.parametrize(
    ("values", "named"), [(["甲=1", "乙=2"], "“乙”"), (["甲 = 1", "乙=2", "丙=3"], "“乙”、“丙”")]
)
def test_value_that_the_formula_does_not_ask_for_is_named(
    values: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["formula", "数=甲×2", *values]) == 0
    said = capsys.readouterr()
    assert "数 ＝ 2" in said.out
    assert f"公式里没有{named}" in said.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("severity", ["error", "suspicion", "advice"])
def test_json_keeps_to_the_schema(severity: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--sample", "--format", "json", "--severity", severity]) == 1
    result = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema()).validate(result)
    text = samples.sample().decode("utf-8")
    for finding in result["findings"]:
        for place in finding["where"]:
            assert place["quote"] in text.replace("\r\n", "\n")


def test_output_is_written_to_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--sample", "--format", "json", "--output", "result.json"]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads((folder / "result.json").read_text("utf-8"))["document"]["name"] == samples.name


@pytest.mark.usefixtures("folder")
def test_report_is_read_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(samples.sample())))
    assert main(["audit", "-"]) == 1
    assert "标准输入" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "code", "stream", "phrase"),
    [
        (["audit", "sample.txt"], 1, "stdout", "over-limit"),
        (["audit", "none.txt"], 2, "stderr", "找不到文件"),
        (["formula", "（1＋2）×3"], 0, "stdout", "9"),
    ],
)
def test_command_in_a_process_of_its_own(
    folder: Path, command: list[str], code: int, stream: str, phrase: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "xunzheng", *command], cwd=folder, capture_output=True, text=True
    )
    assert ran.returncode == code
    assert phrase in getattr(ran, stream)
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(("no_color", "coloured"), [(None, True), ("1", False)])
def test_colour_is_for_terminals_that_want_it(folder: Path, no_color: str | None, coloured: bool) -> None:
    environment = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    if no_color:
        environment["NO_COLOR"] = no_color
    command = f"{sys.executable} -m xunzheng audit sample.txt"
    ran = subprocess.run(
        ["script", "-qec", command, "/dev/null"], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert ("\x1b[1;31m" in ran.stdout) is coloured


def test_output_survives_a_terminal_without_chinese(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "xunzheng", "audit", "clean.txt"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
