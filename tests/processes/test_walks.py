"""Laws that hold on any walk through any of the processes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.processes.world import (
    AGENCY,
    APPLICANT,
    APPROVER,
    CALENDAR,
    FOI,
    FOI_FIELDS,
    HANDLER,
    HOTLINE,
    JOINT,
    RECEIVER,
    RULES,
    SUPERVISOR,
    THIRD,
    Run,
    foi_in_hand,
)
from xunzheng.processes import events as e
from xunzheng.processes.decide import Actor, Refused
from xunzheng.processes.definition import Definition, FieldType, Handing
from xunzheng.processes.event_text import from_text, to_text
from xunzheng.processes.evolve import replay
from xunzheng.processes.possible import Possible, possible
from xunzheng.processes.timing import timers

PEOPLE = (APPLICANT, RECEIVER, HANDLER, APPROVER, SUPERVISOR, THIRD, AGENCY)
STARTS = (
    (FOI, APPLICANT, {"values": FOI_FIELDS}),
    (JOINT, HANDLER, {"materials": {"plan": ("图",)}}),
    (HOTLINE, RECEIVER, {"values": {"matter": "路灯"}}),
)


def filled(run: Run, what: Possible, draw: st.DataObject) -> dict[str, object]:
    """A command's content that fits what is asked for, as far as types go."""
    values: dict[str, object] = {}
    for field, _ in what.fields:
        if field.type is FieldType.CHOICE:
            values[field.code] = draw.draw(st.sampled_from([choice.code for choice in field.choices]))
        elif field.type is FieldType.PARTIES:
            values[field.code] = draw.draw(st.sampled_from([("某公司",), ("某公司", "某局")]))
        else:
            today = run.now.astimezone(CALENDAR.zone).date().isoformat()
            values[field.code] = {
                FieldType.DATE: today,
                FieldType.NUMBER: str(draw.draw(st.integers(1, 30))),
                FieldType.YES_NO: draw.draw(st.sampled_from(["yes", "no"])),
                FieldType.TEXT: "hearing",
            }[field.type]
    branches = tuple(branch.code for branch in what.branches)
    needs_to = what.action.handing in (Handing.ASSIGN, Handing.DELEGATE, Handing.TRANSFER)
    return {
        "token": what.token,
        "values": values,
        "materials": {paper.code: ("纸",) for paper, _ in what.papers},
        "branches": branches,
        "to": (HANDLER.id if what.needs_to == "person" else HANDLER.organisation) if needs_to else None,
        "note": "理由",
    }


def step(run: Run, draw: st.DataObject, without: frozenset[str] = frozenset()) -> None:
    """Let some time pass, fire what is due, and let somebody do something that is possible."""
    run.now = max(run.now, run.case.last_at) + timedelta(hours=draw.draw(st.sampled_from([0, 1, 20, 24 * 9])))
    run.fire_all()
    assert all(timer.fires_at > run.now for timer in timers(run.definition, run.case, CALENDAR, RULES))
    ways: list[tuple[Actor, Possible]] = [
        (actor, each)
        for actor in PEOPLE
        for each in possible(run.definition, run.case, actor, run.now, CALENDAR, RULES)
        if each.is_allowed and each.action.code not in without
    ]
    if not ways:
        return
    actor, what = draw.draw(st.sampled_from(ways))
    decided = run.decide(actor, what.action.code, **filled(run, what, draw))
    if isinstance(decided, Refused):
        assert all(reason.text.endswith(("。", "）")) or reason.kind == "check" for reason in decided.reasons)
    else:
        run.take(decided)


@pytest.mark.parametrize(("definition", "opener", "content"), STARTS, ids=lambda x: getattr(x, "code", ""))
@given(draw=st.data(), length=st.integers(1, 14))
@settings(max_examples=25, deadline=None)
def test_laws_of_a_walk(
    definition: Definition, opener: Actor, content: dict[str, object], draw: st.DataObject, length: int
) -> None:
    run = Run(definition, opener, **content)
    known: set[str] = set()
    for _ in range(length):
        step(run, draw)
        assert known <= run.case.tokens.keys(), "a token was lost"
        known = set(run.case.tokens)
        if run.case.is_closed:
            assert run.case.open_tokens == ()
            assert all(clock.is_stopped for clock in run.case.clocks.values())
            assert timers(definition, run.case, CALENDAR, RULES) == ()
            for actor in PEOPLE:
                for action in definition.actions:
                    if run.case.main.state not in action.sources:
                        assert isinstance(run.decide(actor, action.code, note="x"), Refused)
    assert replay(definition, run.events) == run.case
    assert run.case.version == len(run.events)
    assert [from_text(to_text(event)) for event in run.events] == run.events
    assert replay(definition, [from_text(to_text(event)) for event in run.events]) == run.case
    assert [event.at for event in run.events] == sorted(event.at for event in run.events)


def _since(run: Run, action: str) -> list[str]:
    """The actions taken after the last one of that code; all where it was never taken."""
    taken = [event.action for event in run.events if isinstance(event, e.Acted)]
    last = max((place for place, each in enumerate(taken) if each == action), default=-1)
    return taken[last + 1 :]


@given(draw=st.data(), length=st.integers(1, 25))
@settings(max_examples=60, deadline=None)
def test_no_walk_leaves_the_law(draw: st.DataObject, length: int) -> None:
    """条例第三十条至第三十七条: whatever is done, in whatever order, an office can go on, and lawfully."""
    run = foi_in_hand()
    for _ in range(length):
        step(run, draw, frozenset(("withdraw", "urge", "assign", "delegate", "transfer")))
        case, reply = run.case, run.case.clocks["reply"]
        assert len(reply.extensions) <= 1
        assert {pause.ground for pause in reply.pauses} <= {"third-party", "co-producer"}
        assert reply.is_stopped or reply.is_paused is (run.state == "consulting")
        limits = [case.clocks[key] for key in ("reply", "delayed") if key in case.clocks]
        running = [clock.key for clock in limits if not clock.is_stopped]
        waits = run.state in ("clarifying", "paying") or case.is_closed
        assert len(running) == (0 if waits else 1), (run.state, running)
        if run.state == "answered":
            assert "approve" in _since(run, "draft"), "delivered without approval"
            assert case.values["answered_on"] >= case.values["approved_on"]
            if case.counts.get("third-object") and case.outcome in ("given", "partly-given"):
                assert case.values["weighing"]
        if not case.is_closed:
            ways = [
                each.action.code
                for actor in PEOPLE
                for each in possible(FOI, case, actor, run.now, CALENDAR, RULES)
                if each.is_allowed and each.action.code not in ("withdraw", "urge", "extend", "assign")
            ]
            assert ways, f"nothing can be done in {run.state}"
