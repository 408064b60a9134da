"""Each condition against a case, with its sentence; verbs of clocks that validation would not let through."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from tests.processes.world import (
    APPROVER,
    CALENDAR,
    FOI,
    HANDLER,
    HOTLINE,
    HOTLINE_TEXT,
    JOINT,
    JOINT_TEXT,
    RECEIVER,
    RULES,
    START,
    Run,
    definition_of,
    foi_in_hand,
)
from xunzheng.calendars.clock import stand
from xunzheng.processes.conditions import (
    All,
    Any,
    BranchesAre,
    ClockStanding,
    ClockStands,
    Comparison,
    Condition,
    CountIs,
    Not,
    PaperGiven,
    Quantity,
    ValueIs,
    leaves,
)
from xunzheng.processes.drawing import draw
from xunzheng.processes.guards import count_is, holds, sentence, value_is
from xunzheng.processes.situation import Situation, clock_of
from xunzheng.processes.timing import fire, timers
from xunzheng.processes.turns import turns

C = Comparison


@pytest.mark.parametrize(
    ("comparison", "against", "value", "so"),
    [
        (C.GIVEN, (), "x", True),
        (C.GIVEN, (), None, False),
        (C.GIVEN, (), (), False),
        (C.IS, ("a",), "a", True),
        (C.IS, ("a",), None, False),
        (C.IS_NOT, ("a",), None, True),
        (C.IS_NOT, ("a",), "a", False),
        (C.AMONG, ("a", "b"), "b", True),
        (C.AT_LEAST, ("9",), "10", True),
        (C.AT_LEAST, ("10",), "9", False),
        (C.AT_MOST, ("10",), "9.5", True),
        (C.AT_MOST, ("2026-03-02",), "2026-03-03", False),
        (C.AT_LEAST, ("2026-03-02",), "2026-03-03", True),
        (C.AT_LEAST, ("2",), ("甲", "乙"), True),
        (C.AT_MOST, ("1",), ("甲", "乙"), False),
    ],
)
def test_values(comparison: Comparison, against: tuple[str, ...], value: str, so: bool) -> None:
    assert value_is(ValueIs("x", comparison, against), value) is so


@pytest.mark.parametrize(
    ("comparison", "number", "so"),
    [(C.AT_LEAST, 2, False), (C.AT_MOST, 1, True), (C.IS, 1, True), (C.IS, 2, False)],
)
def test_counts(comparison: Comparison, number: int, so: bool) -> None:
    assert count_is(CountIs("x", comparison, number), 1) is so


def standings(run: Run) -> set[str]:
    """How the reply clock stands."""
    situation = Situation(FOI, run.case, run.now, CALENDAR, RULES)
    return {
        each.value for each in ClockStanding if holds(ClockStands("reply", each), situation, run.case.main)
    }


def test_clocks() -> None:
    run = foi_in_hand()
    assert standings(run) == {"running"}
    run.do(APPROVER, "extend", values={"extension_days": "3", "extension_reason": "忙"})
    assert standings(run) == {"running", "extended"}
    run.do(HANDLER, "consult", values={"agencies": ("某局",)})
    assert standings(run) == {"paused", "extended"}
    run.do(HANDLER, "coop-agree")
    run.wait(days=90)
    assert standings(run) == {"running", "extended", "overdue"}
    run.do(HANDLER, "draft", values={"decision": "given", "answer": "见附件"})
    run.do(APPROVER, "approve", values={"publish": "no"})
    run.do(HANDLER, "deliver", values={"answered_on": "2026-05-31"})
    assert standings(run) == {"stopped", "extended", "overdue"}
    assert {clock.name for clock in run.case.clocks.values()} == {"clarify", "reply"}
    fresh = Run(HOTLINE, RECEIVER, values={"matter": "x"})
    unstarted = ClockStands("handle", ClockStanding.NEVER_STARTED)
    situation = Situation(HOTLINE, dataclasses.replace(fresh.case, clocks={}), START, CALENDAR, RULES)
    assert holds(unstarted, situation, fresh.case.main)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ClockStands("joint", ClockStanding.OVERDUE), "“联合办理期限”已逾期"),
        (All((PaperGiven("plan"), ValueIs("days", C.GIVEN))), "已有材料“图纸”且“延长”已填"),
        (Not(Any((ValueIs("result", C.AMONG, ("licensed",)),))), "不是（“结果”为其中之一：准予）"),
        (CountIs("begin", C.IS, 1), "“开启联合审批”的次数恰好1次"),
        (BranchesAre("inside", Quantity.NONE, ("lab-done",)), "“内部”没有一个处于“检测完成”"),
    ],
)
def test_sentences(condition: Condition, words: str) -> None:
    assert sentence(condition, JOINT) == words
    assert leaves(condition)


def test_branches_that_were_never_opened() -> None:
    run = Run(JOINT, HANDLER, applicant="企业")
    situation = Situation(JOINT, run.case, START, CALENDAR, RULES)
    for quantity, so in ((Quantity.ALL, False), (Quantity.ANY, False), (Quantity.NONE, True)):
        assert holds(BranchesAre("inside", quantity, ("lab-done",)), situation, run.case.main) is so


def with_release(effect: str, text: str = HOTLINE_TEXT) -> Run:
    """A ticket whose `release` does something to the clock that validation would not let through."""
    definition = definition_of(text.replace('handing = "release"', f"clocks = [{{ {effect} }}]"))
    run = Run(definition, RECEIVER, values={"matter": "x"})
    run.do(HANDLER, "claim")
    return run


@pytest.mark.parametrize(
    ("effect", "reason"),
    [
        ('start = "handle"', "“办理期限”已在计时，不能再次起算"),
        ('restart = "handle"', "规则没有规定重新起算"),
        ('stop = "handle", at = "visited_on"', "缺少“到场日”，“办理期限”无法计算"),
        ('extend = "handle", amount = "cost"', "缺少“费用”"),
    ],
)
def test_clock_verbs_refused(effect: str, reason: str) -> None:
    assert reason in with_release(effect).refused(HANDLER, "release")


def test_a_clock_that_never_ran_is_not_restarted() -> None:
    text = HOTLINE_TEXT.replace(
        'sets = { satisfied = "no" }\nclocks = [{ start = "handle" }]', 'sets = { satisfied = "=cost" }'
    )
    run = with_release('restart = "handle"', text)
    assert "没有起算过，不能重新起算" in run.refused(HANDLER, "release")
    assert "satisfied" not in run.case.values


def test_a_copy_of_nothing_sets_nothing() -> None:
    text = HOTLINE_TEXT.replace('handing = "release"', 'sets = { due_on = "=visited_on", matter = "已交回" }')
    run = Run(definition_of(text), RECEIVER, values={"matter": "x"})
    run.do(HANDLER, "claim")
    run.do(HANDLER, "release")
    assert (run.case.values["matter"], "due_on" in run.case.values) == ("已交回", False)


def test_a_moment_at_which_another_clock_never_began_is_now() -> None:
    run = with_release('stop = "handle", at = "clock:handle"')
    run.wait(days=1).do(HANDLER, "release")
    assert run.case.clocks["handle"].stopped_at == START


def test_a_branch_that_is_open_is_not_opened_again() -> None:
    text = JOINT_TEXT.replace('from = ["accepted", "failed"]', 'from = ["accepted", "failed", "joint"]')
    run = Run(definition_of(text), HANDLER, applicant="企业")
    run.do(HANDLER, "begin", branches=("fire", "plan"))
    assert "“消防”已经开启，尚未结束" in run.refused(HANDLER, "begin", branches=("fire",))
    run.do(HANDLER, "begin", branches=("water",))
    assert len(run.case.open_tokens) == 4


def test_a_timer_that_no_longer_stands_does_nothing() -> None:
    run = foi_in_hand()
    timer = timers(FOI, run.case, CALENDAR, RULES)[0]
    assert fire(FOI, run.case, timer, run.now, CALENDAR, RULES) == ()
    run.do(HANDLER, "confirm-clear")
    assert fire(FOI, run.case, timer, timer.fires_at, CALENDAR, RULES) == ()


@pytest.mark.parametrize("rule", ["GRID.MANHOLE.BROKEN", "GRID.MANHOLE.MISSING", "FOI.CONFIRM", "LIC.DECIDE"])
def test_turns_are_when_the_light_turns(rule: str) -> None:
    """At each turn the light has turned, and just before it had not."""
    definition = definition_of(HOTLINE_TEXT.replace("LIC.DECIDE", rule))
    run = Run(definition, RECEIVER, values={"matter": "x"})
    clock = clock_of(run.case.clocks["handle"], RULES)
    found = dict(turns(clock, CALENDAR))
    assert list(found) == (["breach"] if RULES[rule].limit is None else ["yellow", "red", "breach"])
    for turn, at in found.items():
        wanted = "overdue" if turn == "breach" else turn.value
        assert stand(clock, CALENDAR, at).light == wanted
        assert stand(clock, CALENDAR, at - timedelta(minutes=1)).light != wanted


def test_a_drawing_without_clocks() -> None:
    bare = dataclasses.replace(
        HOTLINE, clocks=(), actions=tuple(dataclasses.replace(a, clocks=()) for a in HOTLINE.actions)
    )
    assert "起算" not in draw(bare)
