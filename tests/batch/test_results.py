"""Results: the same rows in every format, whole or not at all, and harmless to those who open them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.batch.reports import make_record, unreadable_record
from tests.cli.example import LIMIT
from xunzheng.batch import BatchRefused, write_results
from xunzheng.batch.columns import FILE_COLUMNS, FINDING_COLUMNS, finding_rows, name_of, rule_of
from xunzheng.batch.record import Record
from xunzheng.batch.results_xlsx import write_xlsx

RECORDS = [unreadable_record("c.docx"), make_record("b.docx", unit=None), make_record("a.docx")]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_jsonl_has_a_record_a_line_by_path(tmp_path):
    assert write_results(RECORDS, tmp_path / "r.jsonl") == (tmp_path / "r.jsonl",)
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [line["path"] for line in lines] == ["a.docx", "b.docx", "c.docx"]
    assert lines[0]["stated_score"] == "98.5"
    assert [finding["code"] for finding in lines[0]["findings"]] == [f.code for f in RECORDS[2].findings]


def test_csv_has_two_files(tmp_path):
    files = write_results(RECORDS, tmp_path / "r.csv")
    assert [path.name for path in files] == ["r.csv", "r.findings.csv"]
    first, second, third = rows_of(files[0])
    assert (first["stated_score"], first["score_difference"], first["errors"]) == ("98.5", "2.5", "1")
    assert (second["unit"], third["errors"], third["state"]) == ("", "", "unreadable")
    findings = rows_of(files[1])
    assert len(findings) == 6
    assert findings[1]["rule"] == "《某办法》（财预〔2020〕10号）第二十条"
    assert findings[2]["cell"] == "1 行 2 列"
    assert findings[0]["quote"] == "491万元"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠SUM(A1)"])
def test_a_text_is_never_a_formula(tmp_path, text):
    record = make_record(title=text)
    write_results([record], tmp_path / "r.csv")
    assert rows_of(tmp_path / "r.csv")[0]["title"] == f"'{text}"
    write_results([record], tmp_path / "r.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "r.xlsx")["报告"].cell(2, 4)
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_xlsx_can_be_filtered_and_keeps_its_heading(tmp_path):
    write_results(RECORDS, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["报告", "发现"]
    files, findings = book["报告"], book["发现"]
    assert files.freeze_panes == findings.freeze_panes == "B2"
    assert files.auto_filter.ref == "A1:AC4"
    assert findings.auto_filter.ref == "A1:R7"
    assert [cell.value for cell in files[1]] == [column.heading for column in FILE_COLUMNS]
    row = {column.name: files.cell(2, place).value for place, column in enumerate(FILE_COLUMNS, 1)}
    assert (row["state"], row["stated_score"], row["planned"], row["errors"]) == ("已核对", 98.5, 640, 1)
    assert files.cell(4, 2).value == "读不了"
    assert files.cell(4, 11).value is None
    assert findings.cell(2, 5).value == "疑点"


def test_a_full_sheet_is_followed_by_another(tmp_path):
    records = [make_record(f"{n}.docx") for n in range(5)]
    write_xlsx(iter(records), tmp_path / "r.xlsx", rows=4)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert sorted(book.sheetnames) == ["发现", "发现 2", "发现 3", "发现 4", "发现 5", "报告", "报告 2"]
    paths = [sheet.cell(row, 1).value for name in ("报告", "报告 2") for sheet in [book[name]]
             for row in range(2, sheet.max_row + 1)]  # fmt: skip
    assert paths == [f"{n}.docx" for n in range(5)]
    assert all(book[name].cell(1, 1).value == "文件" for name in book.sheetnames)


def test_what_a_spreadsheet_cannot_hold_is_written_as_text(tmp_path):
    record = make_record(planned=Decimal("123456789012.123456"), title="a\x01b\ud800" + "长" * 40_000)
    write_xlsx(iter([record]), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["报告"]
    assert sheet.cell(2, 23).value == "123456789012.123456"
    assert len(sheet.cell(2, 4).value) == 32_767


def test_parquet_has_declared_types(tmp_path):
    files = write_results(RECORDS, tmp_path / "r.parquet")
    assert [path.name for path in files] == ["r.parquet", "r.findings.parquet"]
    for path, columns in zip(files, (FILE_COLUMNS, FINDING_COLUMNS), strict=True):
        described = duckdb.sql(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        types = {name: kind.replace(", ", ",") for name, kind, *_ in described}
        assert types == {column.name: column.kind.parquet.replace(", ", ",") for column in columns}
    rows = duckdb.sql(f"SELECT path, unit, stated_score, planned, year, errors FROM '{files[0]}'").fetchall()
    assert rows[0] == ("a.docx", "某局", Decimal("98.5"), Decimal(640), 2023, 1)
    assert rows[2] == ("c.docx", None, None, None, None, None)
    assert duckdb.sql(f"SELECT count(*) FROM '{files[1]}'").fetchall() == [(6,)]


def test_a_number_that_does_not_fit_is_absent_and_stops_nothing(tmp_path):
    write_results([make_record(planned=Decimal(10) ** 30)], tmp_path / "r.parquet")
    assert duckdb.sql(f"SELECT planned FROM '{tmp_path / 'r.parquet'}'").fetchall() == [(None,)]


def test_a_path_with_a_quote_is_no_sql(tmp_path):
    (tmp_path / "it's").mkdir()
    assert len(write_results(RECORDS, tmp_path / "it's" / "r'.parquet")) == 2


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "parquet"])
def test_no_records_are_no_rows(tmp_path, suffix):
    for path in write_results([], tmp_path / f"r.{suffix}"):
        assert path.exists()


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "parquet"])
def test_what_fails_on_the_way_leaves_the_old_file(tmp_path, suffix):
    def failing() -> Iterator[Record]:
        yield make_record()
        raise RuntimeError

    (tmp_path / f"r.{suffix}").write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write_results(failing(), tmp_path / f"r.{suffix}")
    assert (tmp_path / f"r.{suffix}").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [f"r.{suffix}"]


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("r.pdf", "不知道用什么格式"),
        ("r", "不知道用什么格式"),
        ("none/r.csv", "写不了"),
        ("folder.csv", "这是文件夹"),
    ],
)
def test_a_target_that_cannot_be_is_refused(tmp_path, target, says):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BatchRefused, match=says):
        write_results([], tmp_path / target)


def test_parquet_without_duckdb_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(BatchRefused, match=r"xunzheng\[parquet\]"):
        write_results([], tmp_path / "r.parquet")


def test_a_code_that_is_not_known_is_its_own_name():
    assert name_of("none-such") == "none-such"
    assert rule_of(RECORDS[1].findings[0]) is None
    assert rule_of(LIMIT) == "《某办法》（财预〔2020〕10号）第二十条"


def test_a_finding_without_a_place_has_a_row():
    from dataclasses import replace

    record = make_record(findings=(replace(LIMIT, where=()),))
    (row,) = finding_rows(record)
    values = {column.name: column.value(row) for column in FINDING_COLUMNS}
    assert (values["line"], values["quote"], values["section"], values["cell"]) == (None, None, None, None)
