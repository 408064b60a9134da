"""Numbers of workbooks: shown as the program shows them, and formulas held against their stored results."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_text import rows_of
from xunzheng.documents.model import Document
from xunzheng.formats import read
from xunzheng.formats.sheets_display import plain, show_number
from xunzheng.formats.sheets_formulas import Checker
from xunzheng.formats.sheets_model import SheetCell, Workbook, Worksheet, read_area, read_position

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.9123", "0.00%", "91.23%"),
        ("0.9", "0%", "90%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0", "1,234,567"),
        ("100", "0", "100"),
        ("2.6749999999999998", "0.00", "2.68"),
        ("0.125", "0.00", "0.13"),
        ("-0.125", "0.00", "-0.13"),
        ("-0.001", "0.00", "0.00"),
        ("98.660000000000011", "General", "98.66"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-5", "General", "0.00001"),
        ("1234567890123456789", "General", "1234567890123460000"),
        ("95.5", "G/通用格式", "95.5"),
        ("3", "@", "3"),
        ("7.25", "0.0#", "7.25"),
        ("7", "0.0#", "7.0"),
        ("7", "000", "007"),
        ("15", '0"年"', "15年"),
        ("15", "0年", "15年"),
        ("12345678", '0.00,,"百万"', "12.35百万"),
        ("-3", "0.00_);[Red](0.00)", "-3.00"),
        ("-3", "0.00;[Red]0.00", "-3.00"),
        ("-12345.678", ACCOUNTING, "-12,345.68"),
        ("0", ACCOUNTING, "-"),
        ("0", "0;-0;;@", ""),
        ("5", '"¥"#,##0.00', "¥5.00"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("5", "[>=10]0.0;0", "5"),
        ("15", "[>=10]0.0;0", "15.0"),
        ("1.5", "# ?/?", "1.5"),
        ("1e300", "0.00", "1E+300"),
        ("44927", 'yyyy"年"m"月"d"日";@', "2023年1月1日"),
        ("44927", "[$-804]yyyy年m月d日", "2023年1月1日"),
        ("44927", "yyyy-mm-dd", "2023-01-01"),
        ("44927.5", "yyyy/m/d h:mm", "2023/1/1 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("59", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("-1", "yyyy/m/d", "-1"),
        ("44927", 'aaaa', "星期日"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_the_program_shows_it(value: str, code: str, shown: str) -> None:
    assert show_number(Decimal(value), code) == shown


def test_days_since_1904() -> None:
    assert show_number(Decimal(43465), "yyyy/m/d", since_1904=True) == "2023/1/1"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_places_are_shown_as_they_are(value: Decimal) -> None:
    assert Decimal(show_number(value, "0.00")) == value
    assert Decimal(show_number(value, "#,##0.00").replace(",", "")) == value
    assert Decimal(plain(value)) == value


@given(st.text('0#?,.%;"\\[]_*@EyMdhsG年/-+ ()', max_size=20), st.decimals(-(10**12), 10**12))
def test_no_code_breaks_it(code: str, value: Decimal) -> None:
    assert isinstance(show_number(value, code), str)


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("B7", (6, 1)),
        ("$AB$10", (9, 27)),
        ("XFD1048576", (1_048_575, 16_383)),
        ("XFE1", None),
        ("A0", None),
        ("7", None),
    ],
)
def test_references(reference: str, place: tuple[int, int] | None) -> None:
    assert read_position(reference) == place
    if place:
        position = read_position(reference)
        assert position is not None
        assert position.reference == reference.replace("$", "")


def test_an_area_has_its_corners_in_any_order() -> None:
    assert read_area("C3:A1") == read_area("A1:C3") == (0, 0, 3, 3)
    assert read_area("A1:") == (0, 0, 1, 1)
    assert read_area("A1:B") is None


NUMBERS = {(0, 0): "100", (1, 0): "50.5", (2, 0): "0.1", (0, 1): "文字", (1, 1): "3"}


def compute(formula: str, shift: tuple[int, int] = (0, 0)) -> Decimal | None:
    sheet = Worksheet("表 1")
    for (row, column), text in NUMBERS.items():
        value = text if text == "文字" else Decimal(text)
        sheet.rows.setdefault(row, {})[column] = SheetCell(value, text)
    result = Checker(Workbook([sheet])).compute(sheet, SheetCell(None, "", formula=formula, shift=shift))
    return None if result is None else result[0]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", "150.6"),
        ("SUM(A1,A3:A2,5)", "155.6"),
        ("SUM(A1:B3)", "153.6"),
        ("A1+A2-A3", "150.4"),
        ("A1+A2*B2", "251.5"),
        ("(A1+A2)*2", "301"),
        ("A2/A1*100%", "0.505"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("ROUND(A2/3,2)", "16.83"),
        ("ROUND(2.675,2)", "2.68"),
        ("AVERAGE(A1:A2)", "75.25"),
        ("MAX(A1:A3)-MIN(A1:A3)", "99.9"),
        ("COUNT(A1:B3)", "4"),
        ("PRODUCT(A1,B2)", "300"),
        ("ABS(A3-A1)", "99.9"),
        ("'表 1'!A1*2", "200"),
        ("$A$1+A$2", "150.5"),
        ("C9+1", "1"),
        ("A1/0", None),
        ("A1+B1", None),
        ("IF(A1>1,1,0)", None),
        ("VLOOKUP(A1,B:B,1)", None),
        ("[1]Sheet1!A1", None),
        ("'C:\\x\\[b.xls]表'!A1", None),
        ("没有!A1", None),
        ("A1:A3", None),
        ("SUM(A1:A3", None),
        ("", None),
        ("(" * 200 + "1" + ")" * 200, None),
        ("1" + "+1" * 5000, None),
        ("9^99999", None),
    ],
)  # fmt: skip
def test_simple_formulas_are_computed_and_others_left_alone(formula: str, value: str | None) -> None:
    assert compute(formula) == (None if value is None else Decimal(value))


def test_a_shared_formula_moves_with_its_cell() -> None:
    assert compute("A1+$A$1", (1, 0)) == Decimal("150.5")
    assert compute("B2", (-5, 0)) is None


def stored(formulas: dict[str, tuple[str, str | None]]) -> Document:
    """A workbook with A1:A3 = 100, 50, 0.1 and formulas with the results that are said to be stored."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row, value in enumerate((100, 50, 0.1), 1):
        sheet.cell(row, 1).value = value
        sheet.cell(row, 2).value = "项"
    for reference, (formula, _) in formulas.items():
        sheet[reference].value = f"={formula}"
    stream = io.BytesIO()
    book.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                for _, result in formulas.values():
                    value = b"" if result is None else b"<v>" + result.encode() + b"</v>"
                    content = re.sub(rb"</f><v ?/?>(</v>)?", b"</f_>" + value, content, count=1)
                content = content.replace(b"</f_>", b"</f>")
            target.writestr(name, content)
    return read(out.getvalue(), "a.xlsx")


def test_a_stale_result_is_kept_and_doubted_with_both_values() -> None:
    document = stored({"A4": ("SUM(A1:A3)", "160.1"), "B4": ("A1-A2", "50")})
    (table,) = document.tables()
    assert rows_of(table)[3] == ["160.1", "50"]
    (doubt,) = document.doubts
    assert doubt.code == "reading-doubt"
    assert "A4 的公式 =SUM(A1:A3) 按表中的数现算得 150.1，文件里存的结果是 160.1" in doubt.message
    assert document.text[doubt.start : doubt.end] == "160.1"


@pytest.mark.parametrize("result", ["150.1", "150.09999999999999", "150.10000000000002"])
def test_the_binary_tail_of_a_result_is_not_stale(result: str) -> None:
    assert not stored({"A4": ("SUM(A1:A3)", result)}).doubts


def test_a_missing_result_is_computed_those_that_others_name_first() -> None:
    document = stored({"A4": ("A5*2", None), "A5": ("SUM(A1:A3)", None), "A6": ("NOW()", None)})
    (table,) = document.tables()
    assert [row[0] for row in rows_of(table)] == ["100", "50", "0.1", "300.2", "150.1"]
    assert [doubt.code for doubt in document.doubts].count("unreadable") == 1
    assert any("按公式算得 300.2" in doubt.message for doubt in document.doubts)


def test_formulas_that_name_one_another_in_a_circle_end() -> None:
    document = stored({"A4": ("A5+1", None), "A5": ("A4+1", None)})
    assert [doubt.code for doubt in document.doubts] == ["unreadable", "unreadable"]
