"""The command `report`: files written whole, or a sentence for each reason why not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.authoring.given_project import NATIONAL, TRANSFER
from xunzheng.cli.app import run
from xunzheng.cli.refusal import Refused
from xunzheng.cli.whole_file import write_all, write_whole


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.toml"
    path.write_text(NATIONAL, encoding="utf-8")
    return path


def test_several_files_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = [project.with_name(f"报告.{suffix}") for suffix in ("docx", "xlsx", "html")]
    assert run(["report", str(project), *(word for path in outputs for word in ("-o", str(path)))]) == 0
    assert [path.read_bytes()[:2] for path in outputs[:2]] == [b"PK", b"PK"]
    shown = capsys.readouterr().out
    assert "得分 96.99 分，等级“优”" in shown
    assert "附件 苗木成活率抽检报告.pdf 不在项目文件旁边" in shown
    assert sorted(path.name for path in project.parent.iterdir()) == sorted(
        ["project.toml", *(path.name for path in outputs)]
    )


@pytest.mark.parametrize(
    ("only", "there", "not_there"), [("table", "总分", "目录"), ("report", "失分指标", "总分")]
)
def test_only_a_part(project: Path, only: str, there: str, not_there: str) -> None:
    output = project.with_suffix(".txt")
    assert run(["report", str(project), "-o", str(output), "--only", only]) == 0
    text = output.read_text(encoding="utf-8")
    assert there in text
    assert not_there not in text


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["report", *arguments]) == 2
    return capsys.readouterr().err


def test_what_is_missing_is_told_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / "p.toml", tmp_path / "a.docx"
    path.write_text('form = "national-2020"\n[project]\nname = "甲"\n', encoding="utf-8")
    told = refused([str(path), "-o", str(output)], capsys)
    assert "p.toml 有" in told
    assert "project.year：缺少内容。应为：评价年度；实为：没有。请补上。" in told
    assert not output.exists()


def test_contradictions_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.write_text(NATIONAL.replace("spent = 743.5", "spent = 800"), encoding="utf-8")
    assert "执行数大于到位数" in refused([str(project), "-o", str(project.with_suffix(".docx"))], capsys)


def test_a_changed_attachment_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attached = project.with_name("苗木成活率抽检报告.pdf")
    attached.write_bytes(b"%PDF-1.7")
    told = refused([str(project), "-o", str(project.with_suffix(".html"))], capsys)
    digest = hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert f"indicators[3].evidence.sha256：附件的摘要不符。应为：{digest}" in told


def test_what_is_read_is_never_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = project.with_name("模板.docx")
    assert run(["report", str(project), "-o", str(template)]) == 0
    before = template.read_bytes()
    told = refused([str(project), "--template", str(template), "-o", str(template)], capsys)
    assert "模板.docx 就是原文件，不能覆盖" in told
    assert template.read_bytes() == before
    attached = project.with_name("苗木成活率抽检报告.pdf")
    attached.write_bytes(b"%PDF-1.7")
    assert "就是原文件" in refused([str(project), "-o", str(attached)], capsys)
    assert attached.read_bytes() == b"%PDF-1.7"


def test_a_name_that_no_system_takes_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "写不了" in refused([str(project), "-o", f"{project.parent}/{'长' * 300}.docx"], capsys)


def test_the_table_alone_is_not_told_to_name_a_grade(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = project.with_suffix(".xlsx")
    assert run(["report", str(project), "-o", str(output), "--only", "table"]) == 0
    assert "请过目" not in capsys.readouterr().out


def test_findings_at_error_level_write_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "培训分三期，第一期120人、第二期130人，共计300人。"
    project.write_text(NATIONAL.replace("本项目用于城市公园", f"{told}本项目用于城市公园"), encoding="utf-8")
    output = project.with_suffix(".docx")
    assert run(["report", str(project), "-o", str(output)]) == 1
    shown = capsys.readouterr()
    assert "没有写出报告" in shown.err
    assert "120 + 130 = 250 ≠ 300" in shown.out
    assert not output.exists()


def test_suspicions_are_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, output = tmp_path / "p.toml", tmp_path / "a.html"
    path.write_text(TRANSFER.replace("加强前期工作。", "群众投诉平均减少40%以上。"), encoding="utf-8")
    assert run(["report", str(path), "-o", str(output)]) == 0
    assert "已写出，但报告自查有" in capsys.readouterr().out
    assert output.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "请用 -o 说明写到哪里"),
        (["-o", "a.docx", "-o", "a.docx"], "给了两次"),
        (["-o", "a.odt"], "后缀"),
        (["-o", "a.html", "--template", "project.toml"], "只用于 Word 文件"),
        (["-o", "a.docx", "--template", "none.docx"], "找不到文件"),
        (["-o", "none/a.docx"], "写不了"),
    ],
)
def test_wrong_use_is_told(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(project.parent)
    assert sentence in refused(["project.toml", *arguments], capsys)
    assert [path.name for path in project.parent.iterdir()] == ["project.toml"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "找不到文件"),
        (b'form = "x"', "缺少内容"),
        (b"\xff", "编码不对"),
        (b"#" * (4 * 2**20 + 1), "超过 4 MB"),
    ],
)
def test_a_file_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "p.toml"
    if content is not None:
        path.write_bytes(content)
    assert sentence in refused([str(path), "-o", str(tmp_path / "a.docx")], capsys)


def test_an_unknown_form_names_the_known_ones(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.write_text(NATIONAL.replace("national-2020", "national-1999"), encoding="utf-8")
    assert "annex-2013、national-2020、transfer-2023" in refused([str(project), "-o", "a.docx"], capsys)


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "none" / "bad"
    good.write_bytes(b"before")
    good.chmod(0o640)
    with pytest.raises(Refused, match="写不了"):
        write_all({good: b"after", bad: b"after"})
    with pytest.raises(Refused, match="写不了"):
        write_whole(tmp_path, b"")
    with pytest.raises(Refused, match="不接受的字符"):
        write_whole(Path("a\0b"), b"")
    assert (good.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (b"before", ["good"])
    write_whole(good, b"after")
    assert (good.read_bytes(), good.stat().st_mode & 0o777) == (b"after", 0o640)


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("national-2020", ["资金来源：current（当年财政拨款）", "项目概况  texts.background（必填）"]),
        ("transfer-2023", ["资金管理情况：分配科学性、", "其他需要说明的问题  texts.other（可不填）"]),
    ],
)
def test_a_form_is_listed_with_its_keys(
    capsys: pytest.CaptureFixture[str], form: str, lines: list[str]
) -> None:
    assert run(["frameworks", form]) == 0
    shown = capsys.readouterr().out
    assert [line for line in lines if line not in shown] == []
