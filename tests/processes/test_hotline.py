"""Holding, handing over, sub-cases, redo and the values of fields, on a hotline ticket."""

from __future__ import annotations

import pytest

from tests.processes.world import (
    APPROVER,
    CALENDAR,
    COLLEAGUE,
    HANDLER,
    HOTLINE,
    OFFICE,
    RECEIVER,
    RULES,
    SUPERVISOR,
    Run,
)
from xunzheng.processes import events as e
from xunzheng.processes.decide import Actor, child_closed, child_linked
from xunzheng.processes.possible import may_open, possible
from xunzheng.processes.timing import timers

VISIT = {"visited_on": "2026-03-02"}
PHOTO = {"photo": ("照片1",)}


def ticket() -> Run:
    """A registered ticket of our office."""
    return Run(HOTLINE, RECEIVER, applicant="来电人", values={"matter": "路灯不亮"})


def test_opening_sets_what_it_says() -> None:
    assert ticket().case.values == {"matter": "路灯不亮", "satisfied": "no"}


def test_holding_is_handed_on_and_the_delegator_stays_answerable() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    assert run.case.main.holder == "承办员"
    run.do(HANDLER, "delegate", to="同事")
    assert (run.case.main.holder, run.case.main.answerable) == ("同事", "承办员")
    run.do(COLLEAGUE, "delegate", to="实习生")
    assert (run.case.main.holder, run.case.main.answerable) == ("实习生", "承办员")
    assert "不是承办人" in run.refused(COLLEAGUE, "release")
    run.do(HANDLER, "release")
    assert (run.case.main.holder, run.case.main.answerable) == ("承办员", None)
    run.do(SUPERVISOR, "assign", to="同事")
    assert run.case.main.holder == "同事"
    run.do(COLLEAGUE, "transfer", to="路灯所")
    assert (run.case.main.holder, run.case.main.organisation) == (None, "路灯所")
    assert "不在您的范围内" in run.refused(HANDLER, "claim")


def test_released_by_the_only_holder_nobody_holds_it() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    run.do(HANDLER, "release")
    assert run.case.main.holder is None


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"visited_on": "2026-3-2"}, "须为日期"),
        ({"visited_on": "20260302"}, "须为日期"),
        ({"visited_on": ("2026-03-02",)}, "只能填一项"),
        ({"visited_on": "2026-03-03"}, "不能晚于今天（2026-03-02）"),
        ({**VISIT, "due_on": "2026-03-01"}, "不能早于“到场日”（2026-03-02）"),
        ({**VISIT, "cost": "1,5"}, "须为数字，小数不超过2位"),
        ({**VISIT, "cost": "1.555"}, "小数不超过2位"),
        ({**VISIT, "cost": "-1"}, "不能小于0"),
        ({**VISIT, "cost": "100.01"}, "不能大于100"),
        ({**VISIT, "units": "甲"}, "须为名单"),
        ({**VISIT, "units": ("甲", "乙", "丙", "丁")}, "须为1至3方，现有4方"),
        ({**VISIT, "units": ("很长很长很长很长很长的名字",)}, "超过10字，现有13字"),
        ({**VISIT, "units": ("甲\x07",)}, "控制字符"),
        ({}, "必填"),
    ],
)
def test_values_are_held_against_their_fields(values: dict[str, object], reason: str) -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    assert reason in run.refused(HANDLER, "visit", values=values, materials=PHOTO)


def test_materials_are_asked_for() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    assert "缺少材料“照片”" in run.refused(HANDLER, "visit", values=VISIT)
    many = {"photo": tuple(str(number) for number in range(101))}
    assert "一次最多100件" in run.refused(HANDLER, "visit", values=VISIT, materials=many)
    run.do(
        HANDLER, "visit", values={**VISIT, "cost": " 1.50 ", "units": ("甲 ",), "due_on": ""}, materials=PHOTO
    )
    assert run.case.values["cost"] == "1.50"
    assert run.case.values["units"] == ("甲",)
    assert "due_on" not in run.case.values
    run.do(RECEIVER, "send-back", note="没修好")
    run.do(HANDLER, "visit", values=VISIT, materials={"photo": ("照片2",)})
    assert run.case.materials["photo"] == ("照片1", "照片2")


def test_callback_decides_and_redo_twice_at_most() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    for _ in range(2):
        run.do(HANDLER, "visit", values=VISIT, materials=PHOTO)
        assert "须答“是”或“否”" in run.refused(RECEIVER, "call-back", values={"satisfied": "maybe"})
        run.do(RECEIVER, "call-back", values={"satisfied": "no"})
        run.do(RECEIVER, "redo")
    run.do(HANDLER, "visit", values=VISIT, materials=PHOTO)
    run.do(RECEIVER, "call-back", values={"satisfied": "no"})
    assert "须不是“重办”的次数不少于2次" in run.refused(RECEIVER, "redo")
    assert run.case.clocks["handle"].starts == 3


def test_a_satisfied_caller_gets_no_redo() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    run.do(HANDLER, "visit", values=VISIT, materials=PHOTO)
    run.do(RECEIVER, "call-back", values={"satisfied": "yes"})
    reasons = run.refused(RECEIVER, "redo")
    assert "“满意”为“否”，或者至少一个子案件已以bad办结" in reasons


def test_children_are_joined_when_all_are_closed() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    run.do(HANDLER, "split")
    run.do(HANDLER, "split")
    assert "须全部子案件已办结" in run.refused(SUPERVISOR, "merge")
    run.take(child_linked(HOTLINE, run.case, "child.1", "案1-1", run.now))
    assert run.case.children["child.1"].case == "案1-1"
    assert child_linked(HOTLINE, run.case, "child.1", "案1-2", run.now) == ()
    run.take(child_closed(HOTLINE, run.case, "child.1", "good", run.now, CALENDAR, RULES))
    assert run.state == "split"
    assert child_closed(HOTLINE, run.case, "child.1", "good", run.now, CALENDAR, RULES) == ()
    run.take(child_closed(HOTLINE, run.case, "child.2", "bad", run.now, CALENDAR, RULES))
    assert run.state == "done"
    run.do(RECEIVER, "call-back", values={"satisfied": "yes"})
    run.do(RECEIVER, "redo")
    assert run.state == "new"


def test_escalation_on_breach_and_a_deadline_that_only_tells() -> None:
    run = ticket().wait(days=60)
    fired = run.fire_all()
    assert run.state == "done"
    assert [event.message for event in fired if isinstance(event, e.MessageSent)] == ["again"]
    run = ticket()
    run.do(HANDLER, "claim")
    run.do(HANDLER, "visit", values={**VISIT, "due_on": "2026-03-04"}, materials=PHOTO)
    assert [timer.kind for timer in timers(HOTLINE, run.case, CALENDAR, RULES)] == ["deadline"]
    run.wait(days=3)
    assert [type(event).__name__ for event in run.fire_all()] == ["TimerFired", "MessageSent"]
    assert run.fire_all() == ()


def test_an_action_of_the_system_that_does_not_fit_is_left_out() -> None:
    """The breach is recorded all the same."""
    run = ticket()
    run.do(HANDLER, "claim")
    run.do(HANDLER, "split")
    run.wait(days=60)
    assert any(isinstance(event, e.ClockBreached) for event in run.fire_all())
    assert run.state == "split"


def test_what_may_be_done_and_why_not_the_rest() -> None:
    run = ticket()
    run.do(HANDLER, "claim")
    found = {
        each.action.code: each for each in possible(HOTLINE, run.case, HANDLER, run.now, CALENDAR, RULES)
    }
    assert "escalate" not in found
    assert found["visit"].is_allowed
    assert next((field.code, needed) for field, needed in found["visit"].fields) == ("visited_on", True)
    assert [(paper.code, needed) for paper, needed in found["visit"].papers] == [("photo", True)]
    assert (found["delegate"].needs_to, found["transfer"].needs_to) == ("person", "organisation")
    assert not found["assign"].is_allowed
    assert "督办人员" in found["assign"].reasons[0].text
    run.do(HANDLER, "visit", values=VISIT, materials=PHOTO)
    run.do(RECEIVER, "call-back", values={"satisfied": "no"})
    closed = possible(HOTLINE, run.case, RECEIVER, run.now, CALENDAR, RULES)
    assert [(each.action.code, each.is_allowed) for each in closed] == [("redo", True)]


@pytest.mark.parametrize(("actor", "may"), [(RECEIVER, True), (APPROVER, False)])
def test_who_may_open(actor: Actor, may: bool) -> None:
    assert (may_open(HOTLINE, actor, OFFICE, "来电人") == ()) is may
