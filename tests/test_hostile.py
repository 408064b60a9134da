"""Hostile input: refused with a sentence and exit code 2, or read with a finding that names the doubt."""

from __future__ import annotations

import contextlib
import gc
import time
from datetime import date
from pathlib import Path

import pytest

from tests.rulebook import written_packs as written
from xunzheng.audit.run import Audit, audit
from xunzheng.cli.main import main
from xunzheng.formats import Unreadable, read
from xunzheng.refusal import Refusal
from xunzheng.rulebook import Shelf, load_pack, shelf_with, standard_rules

REPORT = "一、基本情况\n本单位2023年项目资金共计500万元，分别为工资300万元、设备200万元，资金使用情况良好。\n"
WRONG = "全年支出合计500万元，分别为工资300万元、设备190万元。\n"
SHORT, LONG = 30_000, 120_000  # bytes
SECONDS = 30.0  # of processor time for the long one, measured while coverage looks on; alone under three
SLOWEST_GROWTH = 8.0  # times for four times the size; sixteen would be quadratic

REFUSED: dict[str, tuple[bytes, list[str]]] = {
    "empty": (b"", ["文件是空的", "0 字节", "检查是否选错了文件"]),
    "blanks": (" \n\t\u3000\ufeff\r\n".encode(), ["只有空白", "检查是否选错了文件"]),
    "only a byte order mark": (b"\xef\xbb\xbf", ["只有空白"]),
    "every byte": (bytes(range(256)) * 20, ["空字节", "二进制", "第 1 字节", "UTF-8"]),
    "NULs": (bytes(1000), ["空字节", "二进制"]),
    "a NUL in a report": (REPORT.encode() + b"\0" + REPORT.encode(), ["空字节", "第 "]),
    "control characters": (("\x01\x02" * 50 + REPORT).encode(), ["控制字符", "二进制"]),
    "no encoding": (bytes([0xE9, 0xFF, 0x80]) * 400, ["UTF-8", "GB18030", "第 1 字节", "另存为"]),
    "a package of nothing": (b"PK\x03\x04" + bytes(50), []),
    "a PDF file of nothing": (b"%PDF-1.7\n", ["PDF"]),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), ["PNG"]),
    "a million lines": (b"x\n" * 1_000_000, ["行", "拆分"]),
}


def findings(content: bytes) -> dict[str, str]:
    """The codes that an audit finds, with what it says."""
    return {finding.code: finding.claim for finding in audit_of(content).findings}


def audit_of(content: bytes) -> Audit:
    """The audit of a file's bytes."""
    return audit(read(content, "报告.txt"), standard_rules())


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_report_is_refused(
    content: bytes, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "报告.txt"
    file.write_bytes(content)
    for command in ("audit", "score"):
        assert main([command, str(file)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        for word in ("xunzheng：", "报告.txt", "请", *words):
            assert word in said.err
    with pytest.raises(Unreadable):
        read(content, "报告.txt")


@pytest.mark.parametrize("megabytes", [21, 100, 4000])
def test_a_huge_file_is_refused_unread(
    megabytes: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "大.txt"
    with file.open("wb") as opened:
        opened.truncate(megabytes * 1024 * 1024)
    begun = time.process_time()
    assert main(["audit", str(file)]) == 2
    assert time.process_time() - begun < 1.0
    said = capsys.readouterr().err
    assert "超过 20 MB" in said
    assert "请拆分" in said


DOUBTED: dict[str, tuple[bytes, str, str]] = {
    "UTF-8 cut in a character": (REPORT.encode()[:-2], "reading-doubt", "截断"),
    "UTF-8 cut behind a line": (REPORT.encode() + "完".encode()[:1], "reading-doubt", "截断"),
    "GB18030 cut in a character": (REPORT.strip().encode("gb18030")[:-1], "reading-doubt", "截断"),
    "a few GB characters, the last cut": (b"\t\n\t\xca\xb1\xd0\xa7\xd6\xb8\xb1", "reading-doubt", "gb18030"),
    "UTF-16 cut in a character": (REPORT.encode("utf-16-le")[:-1], "reading-doubt", "截断"),
    "a few broken bytes": (REPORT.encode() * 10 + b"\xff\xfe\xff" + REPORT.encode(), "unreadable", "乱码"),
    "a table of too many columns": (("a\t" * 300 + "b\n").encode() * 3, "unreadable", "超出能拼回的范围"),
    "a table of uneven rows": (
        "指标\t分值\t得分\n产出\t50\n效益\t50\t48\t备注\n".encode(),
        "reading-doubt",
        "",
    ),
    "cells that fill no rows": (
        "一级指标\n二级指标\n分值\n得分\n产出\n数量\n50\n48\n效益\n50\n".encode(),
        "unreadable",
        "定不下来",
    ),
}


@pytest.mark.parametrize(("content", "code", "words"), DOUBTED.values(), ids=DOUBTED)
def test_what_is_read_in_part_is_said_to_be(
    content: bytes, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in findings(content)[code]
    file = tmp_path / "报告.txt"
    file.write_bytes(content)
    assert main(["audit", str(file)]) in (0, 1)
    assert code in capsys.readouterr().out


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_an_encoding_that_can_be_told_is_no_trouble(encoding: str) -> None:
    outcome = audit_of((REPORT + WRONG).encode(encoding))
    assert [f.arithmetic for f in outcome.findings if f.code == "sum-of-parts"] == [
        "300 + 190 = 490 ≠ 500（万元）"
    ]


def nested(opening: str, closing: str) -> str:
    """Brackets in brackets, as many as are asked for."""
    return opening * 1000 + "1万元" + closing * 1000


SIGNS = '(（【[《“"）)}10９一亿壹①%、，。；：,.;:·|｜-—=×/\\<#'
WORDS = """
其中 其中1万元， 分别为 共计 合计 共计1万元， 得分 等 占 每 率 年度 项目 指标 一、 1, 1. 1- 1.1.1 1%，
1万元、 1万元（ （1万元） ①1万元， 2019年 〔2012〕33号 比上年增长1%， ，甲局将 下一步， 到位率100%，
目标1次，实际完成1次； 计划资金1万元，到位资金1万元，到位率100%，
"""
LINES = ("甲\n", "1\n", "\n\n甲", "合计\n", "得分\n10\n", "（一）甲\n", "合计\t10\t10\n", "| 得分 | 10 |\n")
BLANKS = ("\t甲", "甲\t", "  甲", "\u3000甲", "\r", "\u2028", "一级指标\t二级指标\t三级指标\t分值\t得分\n")
NESTED = (nested("（", "）"), nested("“", "”"), nested("《", "》"), nested("[", "]"))
UNITS = (*SIGNS, *WORDS.split(), *LINES, *BLANKS, *NESTED)


def spent_on(unit: str, size: int) -> float:
    """The processor time for reading and auditing a unit repeated up to a size in bytes."""
    content = unit.encode() * (size // len(unit.encode())) + "完".encode()
    gc.collect()
    gc.freeze()  # what other tests left is not looked through meanwhile
    begun = time.process_time()
    with contextlib.suppress(Unreadable):  # refused in time is as good as read
        audit_of(content)
    return time.process_time() - begun


@pytest.mark.parametrize("unit", UNITS, ids=[repr(unit[:16]) for unit in UNITS])
def test_time_grows_with_the_size_whatever_is_repeated(unit: str) -> None:
    short = spent_on(unit, SHORT)
    assert short < SECONDS / 4
    long = spent_on(unit, LONG)
    assert long < SECONDS
    for _ in range(2):  # noise only adds: where the growth looks steep, the least of three runs tells it
        if grows_too_fast(short, long):
            short, long = min(short, spent_on(unit, SHORT)), min(long, spent_on(unit, LONG))
    assert not grows_too_fast(short, long)


def grows_too_fast(short: float, long: float) -> bool:
    """What takes a few hundredths of a second is too short to tell its growth."""
    return long >= 0.5 and long / max(short, 0.02) >= SLOWEST_GROWTH


COMMANDS: dict[str, tuple[list[str], list[str]]] = {
    "no such file": (["audit", "没有.txt"], ["找不到文件 没有.txt", "请检查"]),
    "no file": (["audit"], ["请给出"]),
    "no such pack": (["frameworks", "nope"], ["nope", "没有这个", "cn-2013-53-project"]),
    "no such format": (["audit", "--sample", "--format", "docx"], ["--format 的值不对", "docx"]),
    "no such command": (["audti"], ["没有命令“audti”", "--help"]),
    "no such option": (["audit", "--fast"], ["没有选项 --fast"]),
    "a bracket that is not closed": (["formula", "甲=(乙/丙"], ["缺少右括号", "请补上"]),
    "a formula of brackets": (["formula", "(" * 100_000], ["公式太长", "请核对"]),
    "a deep formula": (["formula", "(" * 4000 + "1" + ")" * 4000], ["公式", "请"]),
    "a long formula": (["formula", "甲=" + "1+" * 100_000 + "1"], ["公式太长", "请核对"]),
    "a value that is no number": (["formula", "甲=乙", "乙=多"], ["乙", "多"]),
}


@pytest.mark.parametrize(("arguments", "words"), COMMANDS.values(), ids=COMMANDS)
def test_a_wrong_command_is_told_in_a_sentence(
    arguments: list[str], words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("xunzheng：")
    assert len(said.err) < 2000
    for word in words:
        assert word in said.err


def test_division_by_zero_is_an_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formula", "甲=乙/丙", "乙=1", "丙=0"]) == 0
    assert "不能做除法" in capsys.readouterr().out


def two_packs_for_one_day() -> None:
    """Two scales of one kind, both in force from 2020 on."""
    packs = [written.scale(), written.scale().replace('code = "city-scale"', 'code = "other-scale"')]
    shelf = Shelf(load_pack(text, f"{number}.toml") for number, text in enumerate(packs))
    kind = shelf.packs[0].header.kind
    shelf.select(kind, date(2023, 1, 1))


PACKS = {
    "weights that do not add up": (
        lambda: load_pack(written.framework().replace("weight = 40.5", "weight = 40"), "市.toml"),
        ["市.toml", "下级分值之和不等于满分", "100", "99.5"],
    ),
    "two packs for one day": (two_packs_for_one_day, ["同一时期", "2020-01-01", "valid_to"]),
    "two packs of one code": (
        lambda: shelf_with([load_pack(written.scale(), "甲.toml"), load_pack(written.scale(), "乙.toml")]),
        ["两个规则包的编码相同", "city-scale", "请给其中一个换一个编码"],
    ),
    "an unknown code": (lambda: shelf_with([]).framework("nope"), ["nope", "没有这个", "应为"]),
    "a kind with no pack": (
        lambda: shelf_with([]).select("nope", date(2023, 1, 1)),
        ["没有适用的规则包", "nope"],
    ),
    "an unknown place": (
        lambda: shelf_with([]).select("grade-scale", date(2023, 1, 1), "永州"),
        ["永州", "不认识的适用范围", "行政区划代码"],
    ),
    "no TOML": (lambda: load_pack("x = [", "乱.toml"), ["乱.toml", "不是有效的 TOML"]),
}


@pytest.mark.parametrize(("load", "words"), PACKS.values(), ids=PACKS)
def test_a_faulty_pack_is_refused_in_a_sentence(load: object, words: list[str]) -> None:
    assert callable(load)
    with pytest.raises(Refusal) as refusal:
        load()
    for word in words:
        assert word in str(refusal.value)
