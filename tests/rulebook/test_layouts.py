"""Layout packs: read strictly, held against what they name, and added without code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.rulebook import written_packs as written
from xunzheng.audit.layout import Execution, Layout, Role
from xunzheng.audit.run import audit
from xunzheng.cli.main import main
from xunzheng.evaluation.rules import Denominator
from xunzheng.formats import read
from xunzheng.rulebook import RulePackError, UnknownCode, load_pack, rules_from, shelf_with, standard_shelf

BODY = """
[layout]
of = "table"
scores = true
money_unit = "元"
framework = "cn-2020-10-self-evaluation"
outline = "evaluation-report"
execution = { denominator = "adjusted", weight = 20, reason_below = "90%" }

[recognition]
headings = [{ any = ["考核事项"] }, { any = ["定额", "*定额"] }]
typical = ["核得"]
absent = ["金额"]
words = ["某市"]

[[columns]]
meaning = "level"
level = 1
headings = ["考核事项"]

[[columns]]
meaning = "weight"
headings = ["定额"]

[[columns]]
meaning = "score"
headings = ["核得"]

[[weights]]
names = ["产出"]
weight = 60

[[weights]]
names = ["效益"]
weight = 40

[[dimensions]]
level_one = "产出"
names = ["数量"]

[qualitative]
bands = [{ word = "好", shares = "[80%,100%]" }, { word = "差", shares = "[0%,80%)" }]
"""
REPORT = "某市2022年度绩效自评表\n\n考核事项\t定额\t核得\n产出\t60\t58\n效益\t40\t40\n合计\t100\t97\n"


def pack(body: str = BODY, **changes: str) -> str:
    head = {
        "form": "layout",
        "title": "某市考核表",
        "kind": "layout",
        "code": "city-layout",
        "jurisdiction": "990100",
        "valid_from": "2020-01-01",
        "more": 'place = ["某市"]',
    }
    return written.HEAD.format(**(head | changes)) + body


def test_a_layout_is_read() -> None:
    layout = load_pack(pack(), "own.toml").content
    assert isinstance(layout, Layout)
    assert layout.execution == Execution(Denominator.ADJUSTED, Decimal(20), Fraction(9, 10))
    assert layout.recognition.headings == (("考核事项",), ("定额", "*定额"))
    assert [column.role for column in layout.columns] == [Role.LEVEL, Role.WEIGHT, Role.SCORE]
    assert (layout.money_unit, layout.outline, layout.of_report) == ("元", "evaluation-report", False)
    assert [part.weight for part in layout.weights] == [60, 40]
    assert layout.dimensions[0].citation.pack == "city-layout/1"
    assert layout.qualitative is not None
    assert layout.pack == "city-layout/1"


def test_what_is_left_out() -> None:
    body = '[layout]\nof = "report"\nscores = false\n[recognition]\nheadings = [{ any = ["自评结论"] }]\n'
    layout = load_pack(pack(body), "own.toml").content
    assert isinstance(layout, Layout)
    assert layout.of_report
    assert not layout.has_scores
    assert (layout.execution, layout.framework, layout.qualitative, layout.weights) == (None, None, None, ())


FAULTS = [
    (
        '[{ any = ["考核事项"] }, { any = ["定额", "*定额"] }]',
        "[]",
        ["recognition › headings", "没有据以识别"],
    ),
    ('{ any = ["考核事项"] }', "{ any = [] }", ["any", "这一组没有表头"]),
    ('"*定额"', '"***"', ["* 过多", "***"]),
    ('"*定额"', '"*"', ["* 过多"]),
    ('meaning = "weight"', 'meaning = "colour"', ["meaning", "不认识的取值", "colour"]),
    ("level = 1", "", ["level", "级次不对", "0"]),
    ("level = 1", "level = 5", ["级次不对", "5"]),
    ('meaning = "weight"', 'meaning = "weight"\nlevel = 2', ["级次不对", "2"]),
    ('headings = ["定额"]', "headings = []", ["这一列没有表头"]),
    ("weight = 40", "weight = 30", ["weights", "100", "90"]),
    ('denominator = "adjusted"', 'denominator = "guess"', ["denominator", "不认识的取值"]),
    ('of = "table"', 'of = "page"', ["layout › of", "table、report"]),
    ('money_unit = "元"', 'money_unit = "美元"', ["money_unit", "万元"]),
    ("scores = true", "scores = true\nsocres = 1", ["不认识的键“socres”"]),
    ('words = ["某市"]', 'wrods = ["某市"]', ["recognition", "不认识的键“wrods”"]),
    ('word = "好", shares', 'word = "差", shares', ["qualitative", "重复"]),
]


@pytest.mark.parametrize(("old", "new", "parts"), FAULTS)
def test_a_faulty_layout_is_refused(old: str, new: str, parts: list[str]) -> None:
    assert old in BODY
    with pytest.raises(RulePackError) as refused:
        load_pack(pack(BODY.replace(old, new)), "own.toml")
    assert all(part in str(refused.value) for part in ["own.toml", *parts])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("cn-2020-10-self-evaluation", "no-framework", "framework"),
        ("evaluation-report", "no-outline", "outline"),
    ],
)
def test_what_a_layout_names_must_be_there(old: str, new: str, key: str) -> None:
    shelf = shelf_with([load_pack(pack(BODY.replace(old, new)), "own.toml")])
    with pytest.raises(RulePackError) as refused:
        shelf.check()
    assert f"own.toml › layout › {key}" in str(refused.value)


def test_layouts_stand_side_by_side() -> None:
    shelf = shelf_with([load_pack(pack(), "own.toml")])
    shelf.check()
    assert {"city-layout", "cn-self-evaluation-table"} <= {layout.code for layout in shelf.layouts()}


@pytest.mark.parametrize(("name", "code"), [("四川", "510000"), ("431121", "431121"), ("梧州市", "450400")])
def test_regions(name: str, code: str) -> None:
    assert standard_shelf().region(name).code == code


@pytest.mark.parametrize("name", ["乌有", "031121", "43112", "４３１１２１"])
def test_a_region_that_is_not_known(name: str) -> None:
    with pytest.raises(UnknownCode, match="不认识的地区"):
        standard_shelf().region(name)


def test_a_layout_that_is_not_known() -> None:
    with pytest.raises(UnknownCode) as refused:
        standard_shelf().rules(layout="sh-scale")
    assert "cn-transfer-table" in str(refused.value)
    assert "gd-scale" not in str(refused.value)


def own(folder: Path) -> Path:
    (folder / "own.toml").write_text(pack(), "utf-8")
    return folder


def test_a_city_adds_its_layout_without_code(tmp_path: Path) -> None:
    outcome = audit(read(REPORT.encode(), "a.txt"), rules_from(own(tmp_path)))
    assert [applied.layout.code for applied in outcome.layouts] == ["city-layout"]
    assert outcome.setting is not None
    assert outcome.setting.region is not None
    assert (outcome.setting.region.code, outcome.setting.on) == ("990100", date(2022, 12, 31))
    assert "city-layout/1" in outcome.packs
    assert [f.arithmetic for f in outcome.findings if f.code == "score-sum"] == ["58 + 40 = 98 ≠ 97（分）"]
    without = audit(read(REPORT.encode(), "a.txt"), standard_shelf().rules())
    assert without.sheets == ()


def test_the_user_chooses(tmp_path: Path) -> None:
    rules = rules_from(own(tmp_path), on=date(2021, 1, 1), region="上海", layout="city-layout")
    outcome = audit(read(REPORT.encode(), "a.txt"), rules)
    assert outcome.setting is not None
    assert outcome.setting.region is not None
    assert (outcome.setting.region.name, outcome.setting.on) == ("上海市", date(2021, 1, 1))
    assert [applied.asked for applied in outcome.layouts] == [True]
    assert "上海" in outcome.scale


def test_a_layout_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "city-layout", "--packs", str(own(tmp_path))]) == 0
    said = capsys.readouterr().out
    for part in (
        "版式",
        "须有",
        "定额 或 *定额",
        "不应有",
        "level 1：考核事项",
        "调整后预算数，20 分",
        "evaluation-report",
    ):
        assert part in said
