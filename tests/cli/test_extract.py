"""The command `extract`: a report becomes a project file, and nothing there is overwritten unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authoring.given_project import NATIONAL
from xunzheng.cli.app import run
from xunzheng.formats.project_file import load_table


@pytest.fixture
def report(tmp_path: Path) -> Path:
    project, output = tmp_path / "project.toml", tmp_path / "自评.docx"
    project.write_text(NATIONAL, encoding="utf-8")
    assert run(["report", str(project), "-o", str(output)]) == 0
    return output


def test_to_a_file_and_back_to_a_report(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = report.with_name("again.toml")
    assert run(["extract", str(report), "-o", str(output)]) == 0
    assert "待补 1 处" in capsys.readouterr().out
    text = output.read_text(encoding="utf-8")
    assert "# 取自第" in text
    assert "还有 1 处要补或要改" in text
    judged = 'evidence = { kind = "judged", by = "自评小组", reason = "现场打分" }'
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("score = "))
    proof = next(n for n in range(at, len(lines)) if lines[n].startswith("evidence = "))
    lines[proof] = judged
    output.write_text("\n".join(lines), encoding="utf-8")
    assert run(["report", str(output), "-o", str(report.with_name("again.docx"))]) == 0
    assert "得分 96.99 分" in capsys.readouterr().out


def test_on_the_screen_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "--sample"]) == 0
    table = load_table(capsys.readouterr().out.encode(), "屏幕")
    assert table["form"] == "annex-2013"


def test_a_file_that_is_there_is_kept(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = report.with_name("project.toml")
    assert run(["extract", str(report), "-o", str(output)]) == 2
    assert "已经存在，没有改动它" in capsys.readouterr().err
    assert output.read_text(encoding="utf-8") == NATIONAL
    assert run(["extract", str(report), "-o", str(output), "--force"]) == 0
    assert output.read_text(encoding="utf-8") != NATIONAL


def test_the_report_itself_is_never_written_over(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = report.read_bytes()
    other = report.with_name("又名.docx")
    other.symlink_to(report)
    for output in (report, other):
        assert run(["extract", str(report), "-o", str(output), "--force"]) == 2
        assert "就是原文件，不能覆盖" in capsys.readouterr().err
    assert report.read_bytes() == before


def test_the_form_is_named_or_refused(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(report), "--form", "transfer-2023"]) == 0
    assert 'form = "transfer-2023"' in capsys.readouterr().out
    assert run(["extract", str(report), "--form", "none"]) == 2
    assert "没有“none”这个表样" in capsys.readouterr().err
