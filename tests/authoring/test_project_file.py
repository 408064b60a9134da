"""The project file: strict reading with a sentence for each fault, and writing that reads back."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.authoring.given_project import FORMS, NATIONAL, table
from tests.authoring.made_projects import made_project
from xunzheng.authoring.fault import ProjectFaults
from xunzheng.authoring.project_table import read_project, table_of
from xunzheng.formats.project_comments import read_comments
from xunzheng.formats.project_file import LARGEST, dump_project, dump_table, load_project, load_table

LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize("form", FORMS)
def test_a_right_file_reads_and_writes_back(form: str) -> None:
    project = load_project(FORMS[form].encode(), "p.toml")
    assert load_project(dump_project(project), "p.toml") == project


@given(st.integers(0, 10**9))
def test_every_made_project_comes_back(seed: int) -> None:
    project = made_project(seed)
    assert load_project(dump_project(project), "p.toml") == project


@given(st.dictionaries(LINES, st.one_of(LINES, st.booleans(), st.integers(), st.lists(LINES), st.dates())))
def test_any_table_is_written_as_toml(values: dict[str, Any]) -> None:
    written = dump_table({"t": values}, {("t",): "注\x00一\n注二"}, lead="头")
    assert tomllib.loads(written.decode())["t"] == values


def test_numbers_are_exact() -> None:
    assert load_table(b"n = 0.10", "p")["n"] == Decimal("0.10")
    assert dump_table({"n": Decimal("1E+3"), "t": {}}) == b"n = 1000\n\n[t]\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a = !", "第 1 行第 5 列"),
        (b'a = "', "文件末尾引号没有收尾"),
        (b"a = [1", "文件末尾括号没有收尾"),
        (b"a = 1\na = 2", "文件末尾的键写了两次"),
        (b"a = 1\na = 2\nb = 3", "第 2 行第 6 列的键写了两次"),
        (b"[a]\n[a]\n", "第 2 行第 3 列的表写了两次"),
        ("a = “甲”".encode(), "第 1 行第 5 列的值写法有误.*英文双引号"),
        ("a = 8分\n".encode(), "第 1 行第 6 列多出了内容.*数字不带单位"),
        (b"[[a]\n", "第 1 行第 4 列写法有误（Expected"),
        ("名 = 1\n".encode("gbk"), "编码不对.*第 1 个字节不是 UTF-8。请用记事本打开，另存为 UTF-8 编码。"),
        (b"#" * (LARGEST + 1), "文件过大"),
        (b"a = " + b"[" * 5000, "嵌套过深"),
    ],
)
def test_what_is_no_toml_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(ProjectFaults, match=sentence):
        load_table(content, "p.toml")


FAULTS: list[tuple[str, object, str]] = [
    ("form", None, "form：缺少内容"),
    ("form", 3, "form：不是文字"),
    ("colour", "red", "colour：不认识的键"),
    ("project", 3, "project：不是表"),
    ("project.name", " ", "project.name：缺少内容"),
    ("project.name", "甲\n乙", "project.name：一行的文字里有换行"),
    ("project.name", "甲" * 301, "project.name：文字过长"),
    ("project.name", "甲\x1b", "project.name：文字里有控制字符"),
    ("project.year", "2023", "project.year：不是所要的整数"),
    ("project.year", True, "project.year：不是所要的整数"),
    ("project.year", 1999, "project.year：不是所要的整数"),
    ("project.year", None, "project.year：缺少内容"),
    ("project.reported_on", "2024-01-20", "project.reported_on：不是日期"),
    ("project.reported_on", None, "project.reported_on：缺少内容"),
    ("project.bases", "一份文件", "project.bases：不是成列的文字"),
    ("project.bases", ["一", "二\n三"], "project.bases：不是成列的文字"),
    ("project.bases", [3], "project.bases：不是成列的文字"),
    ("project.execution_weight", "10", "project.execution_weight：不是数字"),
    ("project.execution_weight", False, "project.execution_weight：不是数字"),
    ("funds", "无", "funds：不是成列的表"),
    ("funds", None, "funds：缺少内容"),
    ("funds.0.initial", Decimal("-1"), r"funds\[0\].initial：数字不可用"),
    ("funds.0.initial", Decimal(10) ** 12, r"funds\[0\].initial：数字不可用.*小于一万亿"),
    ("funds.0.initial", Decimal("NaN"), r"funds\[0\].initial：数字不可用"),
    ("funds.0.initial", Decimal("0.1234567"), r"funds\[0\].initial：数字不可用"),
    ("funds.0.spent", None, r"funds\[0\].spent：缺少内容"),
    ("indicators.0.met", [0], r"indicators\[0\].met：不是成列的序号"),
    ("indicators.0.share", {"part": {}}, r"indicators\[0\].share.whole：缺少内容"),
    ("indicators.0.evidence", None, r"indicators\[0\].evidence：缺少内容"),
    ("indicators.0.evidence.kind", "heard", r"indicators\[0\].evidence.kind：不认识的取值"),
    ("indicators.3.evidence.sha256", "12", r"indicators\[3\].evidence.sha256：摘要写法不对"),
    ("indicators.3.evidence.sha256", None, r"indicators\[3\].evidence.sha256：缺少内容"),
    ("indicators.7.evidence.by", None, r"indicators\[7\].evidence.by：缺少内容"),
    ("texts.work", 7, "texts.work：不是文字"),
]


@pytest.mark.parametrize(("key", "value", "sentence"), FAULTS)
def test_each_fault_has_its_sentence(key: str, value: object, sentence: str) -> None:
    tables = table("national-2020")
    change(tables, key, value)
    with pytest.raises(ProjectFaults, match=sentence) as caught:
        read_project(tables)
    missing = any("缺少内容" in str(fault) for fault in caught.value.faults)
    assert bool(caught.value.missing) is missing


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ProjectFaults) as caught:
        read_project({})
    keys = {fault.key for fault in caught.value.faults}
    assert {"form", "project.name", "goals.expected", "funds", "indicators"} <= keys


def test_a_long_value_is_cut_in_the_sentence() -> None:
    with pytest.raises(ProjectFaults) as caught:
        read_project(table("national-2020") | {"form": ["x" * 900]})
    assert len(str(caught.value)) < 300


def test_a_byte_order_mark_is_passed_over() -> None:
    assert load_project(b"\xef\xbb\xbf" + NATIONAL.encode(), "p.toml").year == 2023


def change(tables: dict[str, Any], key: str, value: object) -> None:
    """Set the value of a dotted key, or take the key out for None."""
    *above, last = key.split(".")
    holder: Any = tables
    for name in above:
        holder = holder[int(name)] if isinstance(holder, list) else holder[name]
    if value is None:
        del holder[last]
    else:
        holder[last] = value


COMMENTED = """# 由一份报告取得
# 第二行

# 为何是这种表样
form = "national-2020"

# 项目和报告
[project]
# 取自第3行
name = "甲"
texts = \"\"\"
# 不是注释
name = 1\"\"\"

# 存疑：合计
[[funds]]
# 取自第9行
spent = 3
[[funds]]
# 取自第10行
spent = 4 # 行尾的不算
[wrong header
= 3
"""


def test_comments_are_known_by_their_keys() -> None:
    comments = read_comments(COMMENTED.encode())
    assert comments.lead == "由一份报告取得\n第二行"
    assert comments.notes == {
        ("form",): "为何是这种表样",
        ("project", "name"): "取自第3行",
        ("funds", 0): "存疑：合计",
        ("funds", 0, "spent"): "取自第9行",
        ("funds", 1, "spent"): "取自第10行",
    }


@given(st.integers(0, 10**6))
def test_comments_come_back(seed: int) -> None:
    tables = table_of(made_project(seed))
    notes: dict[tuple[str | int, ...], str] = {
        ("form",): "甲",
        ("funds", 0, "kind"): "乙\n丙",
        ("goals", "expected"): "丁",
    }
    comments = read_comments(dump_table(tables, notes, "头"))
    assert (comments.lead, comments.notes) == ("头", notes)
