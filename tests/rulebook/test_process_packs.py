"""The processes as packs: strictly read, validated, and found by code, version and day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processes.world import HOTLINE_TEXT, JOINT_TEXT
from xunzheng.processes.validation import validate
from xunzheng.rulebook import RulePackError, UnknownCode, load_pack, shelf_with, standard_shelf
from xunzheng.rulebook.process_shelf import KNOWN_ROLES, check_processes

ON = date(2026, 3, 2)


def test_the_first_process_is_found_by_code_version_and_day() -> None:
    shelf = standard_shelf()
    assert shelf.process("foi-request", "1") is shelf.process_on("foi-request", ON, "431100")
    assert "foi-request" in [process.code for process in shelf.processes()]
    with pytest.raises(UnknownCode, match="没有这个流程或者版本"):
        shelf.process("foi-request", "99")
    with pytest.raises(UnknownCode, match="没有适用的规则包"):
        shelf.process_on("foi-request", date(2019, 5, 14))
    with pytest.raises(UnknownCode, match="没有这个流程"):
        shelf.process_on("grade-scale", ON)


def test_every_process_of_the_program_holds_together() -> None:
    shelf = standard_shelf()
    for process in shelf.processes():
        validate(process, KNOWN_ROLES, shelf.clock_rules(ON), [each.code for each in shelf.processes()])


def test_the_outcomes_are_those_of_the_regulation() -> None:
    """Art. 36 has seven; 30, 35, 37 to 39 and 42 have the others."""
    outcomes = standard_shelf().process("foi-request", "1").outcomes
    articles = " ".join(outcome.article for outcome in outcomes)
    for item in "一二三四五六七":
        assert f"第三十六条第{item}项" in articles or (item == "三" and "第三十六条第三项" in articles)
    for article in ("第三十条", "第三十五条", "第三十七条", "第三十八条", "第三十九条", "第四十二条"):
        assert article in articles


def test_a_faulty_process_is_refused_with_its_file() -> None:
    faulty = load_pack(JOINT_TEXT.replace('to = "licensed"', 'to = "gone"'), "坏流程.toml")
    with pytest.raises(RulePackError, match=r"规则包 坏流程\.toml.*没有“gone”这个状态"):
        check_processes(shelf_with([faulty]))


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('who = ["receiver:any"]', 'who = ["receiver"]', "看不懂谁可以办理"),
        ('who = ["receiver:any"]', 'who = ["receiver:friend"]', "看不懂谁可以办理"),
        ('code = "done"', 'code = "Done!"', "编码写法不对"),
        ('clocks = [{ stop = "handle" }]', 'clocks = [{ halt = "handle" }]', "一项只写一个对时钟的动作"),
        ('stop = "handle"', 'stop = "handle", start = "handle"', "一项只写一个对时钟的动作"),
        ('{ children = "all" }', '{ child = "all" }', "看不懂的条件"),
        ('{ children = "all" }', '{ children = "all", paper = "photo" }', "看不懂的条件"),
        ('{ children = "all" }', '{ value = "cost" }', "没有写怎样比较"),
        ('{ children = "all" }', "{ not = " * 10 + '{ paper = "photo" }' + " }" * 10, "看不懂的条件"),
        ('{ children = "all" }', '{ children = "some" }', "不认识的取值"),
        ('handing = "claim"', 'handing = "grab"', "不认识的取值"),
        ('title_en = "Hotline ticket"', 'title_en = "x"\nsound = 1', "不认识的键"),
    ],
)
def test_a_process_is_read_strictly(before: str, after: str, what: str) -> None:
    assert before in HOTLINE_TEXT
    with pytest.raises(RulePackError, match=what):
        load_pack(HOTLINE_TEXT.replace(before, after), "流程.toml")


def test_conditions_of_every_kind_are_read() -> None:
    guard = (
        '{ value = "cost", given = false }, { value = "cost", at-most = "5" }, { paper = "photo" }, '
        '{ clock = "handle", stands = "running" }, { all = [{ count = "visit", is = 0 }] }'
    )
    load_pack(HOTLINE_TEXT.replace('{ children = "all" }', guard), "流程.toml")
