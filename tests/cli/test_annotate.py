"""The commands that give findings back: what they write, where, what they say, and how they end."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.formats.commented_files import parts_of
from tests.formats.docx_files import p, word
from xunzheng.cli.main import main
from xunzheng.formats import read

WRONG = "某局2023年绩效自评报告\n\n一、概况\n全年支出合计500万元，分别为工资300万元、设备190万元。\n"
RIGHT = "某局2023年绩效自评报告\n\n一、概况\n全年支出合计490万元，分别为工资300万元、设备190万元。\n"


def word_file(text: str) -> bytes:
    return word("".join(p(line) for line in text.split("\n") if line))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "报告.docx").write_bytes(word_file(WRONG))
    (tmp_path / "对.docx").write_bytes(word_file(RIGHT))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return out, err


def test_a_word_file_comes_back_beside_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "报告.docx").read_bytes()
    assert main(["annotate", str(folder / "报告.docx")]) == 1
    given = (folder / "报告-批注.docx").read_bytes()
    assert "300 + 190 = 490 ≠ 500" in parts_of(given)["word/comments.xml"].decode()
    assert read(given, "报告.docx") == read(word_file(WRONG), "报告.docx")
    out, err = said(capsys)
    assert "（Word 文件，发现写成批注）" in out
    assert "发现 " in out
    assert err == ""
    assert (folder / "报告.docx").read_bytes() == before


def test_the_code_says_whether_there_are_errors(folder: Path) -> None:
    code = main(["annotate", str(folder / "对.docx"), "-o", str(folder / "b.html")])
    assert code == 0
    assert (folder / "b.html").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_text_is_set_anew(folder: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / f"a.{suffix}"
    assert main(["annotate", str(folder / "报告.txt"), "-o", str(target)]) == 1
    text = read(target.read_bytes(), target.name).text
    assert "全年支出合计500万元" in text
    assert "300 + 190 = 490" in text
    out, _ = said(capsys)
    assert ("原文件不能加批注" in out) is (suffix == "docx")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["annotate", "报告.txt", "-o", "a.xlsx"], "原文件不是 Excel 工作簿"),
        (["annotate", "报告.txt", "-o", "a.docm"], "原文件不是这种带宏的文件"),
        (["annotate", "报告.txt", "-o", "a.odt"], "批注不能写成这种格式"),
        (["annotate", "报告.docx", "-o", "报告.docx"], "就是原文件，不能覆盖"),
        (["annotate", "-"], "请用 -o 说明写到哪里"),
        (["annotate", "没有.docx"], "找不到文件"),
        (["paper", "报告.txt", "-o", "a.odt"], "后缀"),
        (["findings", "报告.txt", "-o", "a.csv"], "请把后缀改成 .xlsx"),
        (["findings", "没有.docx"], "找不到文件"),
        (["findings", "报告.txt", "-o", "报告.txt"], "后缀"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    folder: Path,
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(arguments) == 2
    assert sentence in said(capsys)[1]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_paper_is_written_beside_the_report(folder: Path) -> None:
    assert main(["paper", str(folder / "报告.docx")]) == 1
    text = read((folder / "报告-复核意见.docx").read_bytes(), "a.docx").text
    assert "绩效自评报告复核意见" in text
    assert "300 + 190 = 490 ≠ 500" in text
    assert main(["paper", str(folder / "对.docx"), "-o", str(folder / "c.html")]) == 0


def test_the_list_takes_several_reports_and_says_what_it_could_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder / "清单.xlsx"
    files = [str(folder / name) for name in ("报告.txt", "没有.docx", "对.docx")]
    assert main(["findings", *files, "-o", str(target)]) == 2
    sheet = openpyxl.load_workbook(target)["问题清单"]
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} >= {"报告.txt"}
    out, err = said(capsys)
    assert "2 份报告" in out
    assert "找不到文件" in err
    assert main(["findings", str(folder / "报告.txt")]) == 1
    assert (folder / "报告-问题清单.xlsx").exists()


def test_reports_of_one_name_are_told_apart_by_their_folders(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    for unit in ("甲局", "乙局"):
        Path(unit).mkdir()
        Path(unit, "自评.txt").write_text(WRONG, encoding="utf-8")
    assert main(["findings", "甲局/自评.txt", "乙局/自评.txt", "报告.txt", "-o", "清单.xlsx"]) == 1
    rows = openpyxl.load_workbook("清单.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    assert {row[0] for row in rows} == {"甲局/自评.txt", "乙局/自评.txt", "报告.txt"}


def test_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert main(["annotate", "-", "-o", str(folder / "d.html")]) == 1
    assert "标准输入" in (folder / "d.html").read_text(encoding="utf-8")
