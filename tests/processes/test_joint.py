"""Branches chosen at run time, n-of-m and any joins, branches in branches, pauses and promises."""

from __future__ import annotations

from datetime import date

import pytest

from tests.processes.world import APPROVER, CALENDAR, HANDLER, JOINT, RULES, Run
from xunzheng.calendars.clock import stand
from xunzheng.processes import events as e
from xunzheng.processes.possible import possible
from xunzheng.processes.situation import clock_of
from xunzheng.processes.timing import timers


def joint(**given: object) -> Run:
    """An accepted application, its plan given."""
    return Run(JOINT, HANDLER, applicant="企业", **{"materials": {"plan": ("图1",)}, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        (("fire",), "须有2个分支完成，只选了1个"),
        ((), "没有可开启的分支"),
        (("fire", "air"), "没有“air”这个分支，可选：消防、规划、水务"),
    ],
)
def test_too_few_or_unknown_branches(chosen: tuple[str, ...], reason: str) -> None:
    assert reason in joint().refused(HANDLER, "begin", branches=chosen)


def test_two_of_three_join_and_the_third_is_withdrawn() -> None:
    run = joint()
    run.do(HANDLER, "begin", branches=("fire", "plan", "water"))
    assert run.case.clocks["water@water.3"].started_at == run.case.clocks["joint"].started_at
    run.do(HANDLER, "fire-agree")
    assert run.state == "joint"
    run.do(HANDLER, "plan-agree")
    assert run.state == "agreed"
    assert run.case.tokens["water.3"].is_withdrawn
    assert run.case.clocks["water@water.3"].is_stopped
    assert "只能在" in run.refused(HANDLER, "water-agree")


def test_a_join_that_can_no_longer_come_about_leads_elsewhere_and_may_be_tried_again() -> None:
    run = joint()
    run.do(HANDLER, "begin", branches=("fire", "plan"))
    run.do(HANDLER, "fire-refuse")
    assert run.state == "failed"
    joined = [event for event in run.events if isinstance(event, e.Joined)]
    assert [event.is_met for event in joined] == [False]
    assert "至少一个处于“消防同意、规划同意、水务同意”" in run.refused(
        APPROVER, "finish", values={"result": "licensed"}
    )
    run.do(HANDLER, "begin", branches=("plan", "water"))
    run.do(HANDLER, "plan-agree")
    assert run.state == "joint"
    run.do(HANDLER, "water-agree")
    assert run.state == "agreed"
    run.do(APPROVER, "finish", values={"result": "licensed"})
    assert run.case.published_at is not None


def test_any_join_within_a_branch() -> None:
    run = joint()
    run.do(HANDLER, "begin", branches=("fire", "water"))
    run.do(HANDLER, "water-ask")
    assert [token.id for token in run.case.open_tokens] == ["main", "fire.1", "water.2", "lab.3", "site.4"]
    run.do(HANDLER, "site-finish")
    assert run.case.tokens["water.2"].state == "water-open"
    assert run.case.tokens["lab.3"].is_withdrawn
    run.do(HANDLER, "water-ask")
    run.do(HANDLER, "water-agree")
    assert not any(token.is_open for token in run.case.tokens.values() if token.fork == "inside")
    run.do(HANDLER, "fire-refuse")
    assert run.state == "failed"


def test_withdrawn_branches_take_theirs_with_them() -> None:
    run = joint()
    run.do(HANDLER, "begin", branches=("fire", "plan", "water"))
    run.do(HANDLER, "water-ask")
    run.do(HANDLER, "fire-agree")
    run.do(HANDLER, "plan-agree")
    assert [token.id for token in run.case.open_tokens] == ["main"]


def test_pauses_on_lawful_grounds_only() -> None:
    run = joint()
    assert "规则不允许以此事由暂停计时" in run.refused(APPROVER, "pause", values={"ground": "没空"})
    run.do(APPROVER, "pause", values={"ground": "hearing"})
    assert timers(JOINT, run.case, CALENDAR, RULES) == ()
    assert len(run.do(APPROVER, "pause", values={"ground": "hearing"})) == 1
    run.wait(days=7)
    run.do(APPROVER, "go-on")
    assert len(run.do(APPROVER, "go-on")) == 1
    assert run.case.clocks["joint"].pauses[0].approver == "负责人"
    due = stand(clock_of(run.case.clocks["joint"], RULES), CALENDAR, run.now).due_at
    assert due is not None
    # Left out are Tuesday to Friday; Monday the 2nd is the start day, which is not counted anyway.
    assert due.date() == CALENDAR.days.add(date(2026, 3, 2), 45 + 4)


def test_a_clock_that_has_stopped_is_neither_paused_nor_extended() -> None:
    run = joint()
    run.do(HANDLER, "begin", branches=("fire", "plan"))
    run.do(HANDLER, "fire-agree")
    run.do(HANDLER, "plan-agree")
    run.do(APPROVER, "stop-clock")
    assert len(run.do(APPROVER, "stop-clock")) == 1
    assert len(run.do(APPROVER, "pause", values={"ground": "hearing"})) == 1
    assert "没有在计时，不能延长" in run.refused(APPROVER, "extend", values={"days": "5"})


def test_the_promised_limit_stands_beside_the_statutory_one() -> None:
    run = joint(values={"promised": "20"})
    assert run.case.clocks["joint"].promised == "20wd"
    standing = stand(clock_of(run.case.clocks["joint"], RULES), CALENDAR, run.now)
    assert standing.promised_due_at is not None
    assert standing.promised_due_at.date() == CALENDAR.days.add(date(2026, 3, 2), 20)


def test_a_paper_that_a_guard_wants() -> None:
    run = joint(materials={})
    run.do(HANDLER, "begin", branches=("fire", "plan"))
    run.do(HANDLER, "fire-agree")
    run.do(HANDLER, "plan-agree")
    assert "已有材料“图纸”" in run.refused(APPROVER, "finish", values={"result": "licensed"})


def test_branches_to_choose_from_are_shown() -> None:
    run = joint()
    found = possible(JOINT, run.case, HANDLER, run.now, CALENDAR, RULES)
    begin = next(each for each in found if each.action.code == "begin")
    assert [branch.code for branch in begin.branches] == ["fire", "plan", "water"]
