"""Imports: what files are read, which rows are refused and why, that the same file twice changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from xunzheng.site.journal.models import Entry
from xunzheng.site.registry import rows as rows_module
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.planning import Effect
from xunzheng.site.registry.queries import history, organisation_on
from xunzheng.site.registry.refused_rows import refused_csv
from xunzheng.site.registry.rows import MOST_BYTES, ImportRefused, day_of, read_rows
from xunzheng.site.registry.services import import_rows, preview

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 3, 1)
ORGANISATION = KINDS["organisation"]

CITY = """编码,机构名称,上级编码,类型,生效日期,失效日期
C,审批科,B,科室,2020-01-01,
B,发展局,A,部门,2020-01-01,
B,发展和改革局,A,部门,2022/5/1,
A,市政府,,政府,2020年1月1日,
D,旧局,A,部门,20200101,2021-06-30
"""


def read(text: str | bytes, name: str = "机构.csv"):
    return read_rows(text if isinstance(text, bytes) else text.encode(), name, ORGANISATION)


def take(text: str, *, only_whole: bool = True, on: date = ON):
    return import_rows(ORGANISATION, read(text), on, "user:1", AT, "机构.csv", only_whole)


def workbook(lines) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        CITY.encode(),
        b"\xef\xbb\xbf" + CITY.encode(),
        CITY.encode("gb18030"),
        CITY.replace(",", "\t").encode(),
        CITY.replace(",", ";").encode(),
        CITY.replace("\n", "\r\n").encode(),
        ("机构一览表,,,,,\n" + CITY).encode(),
        CITY.encode("utf-16"),
    ],
)
def test_a_file_is_read_in_all_its_dresses(content):
    rows = read(content)
    assert [row.cells["code"] for row in rows] == ["C", "B", "B", "A", "D"]
    assert rows[0].cells["name"] == "审批科"


def test_a_workbook_is_read_with_its_numbers_and_days():
    content = workbook([
        ["编码", "名称", "类型", "区划代码", "生效日期", "无关"],
        [431181001002, "某局", "部门", 110000, date(2020, 1, 31), "=HYPERLINK(\"http://x\")"],
        [],
        ["A-1", "=1+1", "部门", None, "2020-02-01", None],
    ])  # fmt: skip
    first, second = read(content, "机构.xlsx")
    assert first.cells["code"] == "431181001002"
    assert first.cells["region"] == "110000"
    assert day_of(first.cells["valid_from"]) == date(2020, 1, 31)
    assert (first.number, second.number) == (2, 4)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "读不了"),
        (b"\x00\x01\x02", "读不了"),
        (b"PK\x03\x04 torn", "读不了"),
        (b"%PDF-1.7", "读不了"),
        ("姓名,电话\n甲,1\n".encode(), "找不到列名"),
        ("编码,名称\nA,甲\n".encode(), "缺少列.*类型"),
        ('编码,名称,类型\nA,"甲,部门\n'.encode(), "引号"),
        (b"x" * (MOST_BYTES + 1), "太大"),
    ],
)
def test_what_is_no_list_is_refused_as_a_whole(content, says):
    with pytest.raises(ImportRefused, match=says):
        read(content)


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(rows_module, "MOST_ROWS", 3)
    with pytest.raises(ImportRefused, match="3 行"):
        read(CITY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-31", date(2024, 1, 31)), ("2024/1/31", date(2024, 1, 31)), ("2024.1.31", date(2024, 1, 31)),
        ("2024年1月31日", date(2024, 1, 31)), ("20240131", date(2024, 1, 31)),
        ("2024-01-31 00:00:00", date(2024, 1, 31)), ("2024-02-30", None), ("31/1/2024", None), ("", None),
        ("今天", None), ("2024-01-31 08:00", None), ("0000-01-01", None),
    ],
)  # fmt: skip
def test_days(text, expected):
    assert day_of(text) == expected


@pytest.mark.django_db
def test_rows_refer_to_each_other_in_any_order_and_a_code_has_its_history():
    made = take(CITY)
    assert made.refused == []
    assert made.effects == {Effect.OPENED: 4, Effect.CHANGED: 1}
    assert organisation_on("B", date(2021, 1, 1)).name == "发展局"
    assert organisation_on("B", date(2023, 1, 1)).name == "发展和改革局"
    assert organisation_on("D", date(2021, 6, 30)) is None
    assert organisation_on("C", date(2023, 1, 1)).parent == "B"
    assert Entry.objects.filter(kind="registry.change").count() == 4


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing():
    take(CITY)
    rows, entries = Organisation.objects.count(), Entry.objects.count()
    again = take(CITY)
    assert again.effects == {Effect.UNCHANGED: 5}
    assert again.changed == []
    assert (Organisation.objects.count(), Entry.objects.count()) == (rows, entries)


UNDATED = "编码,名称,类型\nA,甲局,部门\n"


@pytest.mark.django_db
def test_rows_without_a_day_hold_from_the_day_that_was_chosen():
    take(UNDATED, on=date(2025, 1, 1))
    assert take(UNDATED, on=date(2026, 1, 1)).effects == {Effect.UNCHANGED: 1}
    take(UNDATED.replace("甲局", "乙局"), on=date(2026, 2, 1))
    assert [(r.name, r.valid_from) for r in history(Organisation, "A")] == [
        ("甲局", date(2025, 1, 1)),
        ("乙局", date(2026, 2, 1)),
    ]


@pytest.mark.django_db
def test_an_end_without_a_first_day_closes_what_is_open():
    take(UNDATED, on=date(2025, 1, 1))
    text = "编码,名称,类型,失效日期\nA,甲局,部门,2026-03-01\n"
    assert take(text).effects == {Effect.CLOSED: 1}
    assert take(text).effects == {Effect.UNCHANGED: 1}
    assert organisation_on("A", ON) is None


@pytest.mark.django_db
def test_the_first_of_all_days_is_no_end():
    made = take("编码,名称,类型,失效日期\nA,甲局,部门,0001-01-01\n")
    assert [refused.fault.column for refused in made.refused] == ["失效日期"]


BAD = """编码,名称,类型,上级编码,统一社会信用代码,生效日期,失效日期
A,市政府,政府,,,2020-01-01,
B,发展局,部门,Z,,2020-01-01,
C,,部门,A,,2020-01-01,
D,税务局,部门,A,12441500196720244X,2020-01-01,
E,商务局,部门,A,,昨天,
F,旧局,部门,A,,2020-01-01,2019-01-01
G,一,部门,A,,2020-01-01,
G,二,部门,A,,2020-01-01,
=cmd|' /C calc'!A0,毒,部门,A,,2020-01-01,
H,子,部门,B,,2020-01-01,
I,圈一,部门,J,,2020-01-01,
J,圈二,部门,I,,2020-01-01,
K,好局,部门,A,12441500196720244T,2020-01-01,
"""


@pytest.mark.django_db
def test_each_refused_row_has_its_number_its_column_and_its_reason():
    made = preview(ORGANISATION, read(BAD), ON)
    assert [(refused.number, refused.fault.column) for refused in made.refused] == [
        (3, "上级编码"), (4, "名称"), (5, "统一社会信用代码"), (6, "生效日期"), (7, "失效日期"), (9, "编码"),
        (10, "编码"), (11, "上级编码"), (12, "上级编码"), (13, "上级编码"),
    ]  # fmt: skip
    assert made.changed == ["A", "G", "K"]
    assert Organisation.objects.count() == 0  # a preview changes nothing


@pytest.mark.django_db
def test_all_or_the_good_rows():
    assert take(BAD).refused
    assert Organisation.objects.count() == 0
    take(BAD, only_whole=False)
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["A", "G", "K"]


@pytest.mark.django_db
def test_the_report_of_refused_rows_cannot_run_as_formulas():
    text = refused_csv(preview(ORGANISATION, read(BAD), ON).refused)
    assert text.startswith("\ufeff行号,列,应为,实为,怎么办\r\n3,上级编码,")
    assert "'=cmd|" in text
    assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))


@pytest.mark.django_db
def test_a_parent_must_be_valid_on_the_day_even_if_it_was_once():
    take(CITY)
    text = "编码,名称,类型,上级编码,生效日期\nX,新科,科室,D,2022-01-01\nY,老科,科室,D,2021-01-01\n"
    assert [refused.number for refused in preview(ORGANISATION, read(text), ON).refused] == [2]
