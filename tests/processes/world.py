"""A calendar, the clock rules, people and a runner for the tests of processes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from xunzheng.processes.case import Case
from xunzheng.processes.decide import Actor, Command, Opening, Refused, decide, open_case
from xunzheng.processes.definition import Definition
from xunzheng.processes.events import Event
from xunzheng.processes.evolve import evolve, replay
from xunzheng.processes.timing import fire, timers
from xunzheng.rulebook import load_pack, standard_shelf

PACKS = Path(__file__).parent / "packs"
CALENDAR = standard_shelf().calendar()
RULES = standard_shelf().clock_rules(date(2026, 1, 1))
FOI = standard_shelf().process("foi-request", "1")


def definition_of(text: str) -> Definition:
    """The definition that a pack's text holds."""
    content = load_pack(text, "流程.toml").content
    assert isinstance(content, Definition)
    return content


JOINT_TEXT = (PACKS / "joint.toml").read_text("utf-8")
HOTLINE_TEXT = (PACKS / "hotline.toml").read_text("utf-8")
JOINT, HOTLINE = definition_of(JOINT_TEXT), definition_of(HOTLINE_TEXT)

OFFICE = "11431100006645322R"
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Yongzhou

APPLICANT = Actor("张三", frozenset({"applicant"}))
OTHER_APPLICANT = Actor("李四", frozenset({"applicant"}))
RECEIVER = Actor("收件员", frozenset({"receiver"}), OFFICE)
HANDLER = Actor("承办员", frozenset({"handler"}), OFFICE)
COLLEAGUE = Actor("同事", frozenset({"handler"}), OFFICE)
STRANGER = Actor("外单位承办员", frozenset({"handler"}), "别的单位")
APPROVER = Actor("负责人", frozenset({"approver"}), OFFICE)
SUPERVISOR = Actor("督办员", frozenset({"supervisor"}), "督查室")
THIRD = Actor("第三方联系人", frozenset({"third-party"}), "某公司")
AGENCY = Actor("某局经办", frozenset({"co-producer"}), "某局")

FOI_FIELDS = {
    "channel": "internet",
    "applicant_kind": "citizen",
    "applicant_name": "张三",
    "identity": "身份证",
    "contact": "电话",
    "content": "2019年预算",
    "form_wanted": "paper",
    "delivery": "post",
}


class Run:
    """A case as it is taken on, with its events; the clock is moved by hand."""

    def __init__(self, definition: Definition, actor: Actor, now: datetime = START, **given: object) -> None:
        self.definition, self.now = definition, now
        opening = Opening("案1", OFFICE, "431100", **given)  # type: ignore[arg-type]
        opened = open_case(definition, opening, actor, now, CALENDAR, RULES)
        assert not isinstance(opened, Refused), opened
        self.events: list[Event] = list(opened)
        self.case: Case = replay(definition, opened)

    def take(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Fold events into the case."""
        for event in events:
            self.case = evolve(self.case, event, self.definition)
            self.events.append(event)
        return events

    def decide(self, actor: Actor, action: str, **given: object) -> tuple[Event, ...] | Refused:
        """What is decided, without taking it."""
        command = Command(action, **given)  # type: ignore[arg-type]
        return decide(self.definition, self.case, command, actor, self.now, CALENDAR, RULES)

    def do(self, actor: Actor, action: str, **given: object) -> tuple[Event, ...]:
        """Decide and take; the command must be allowed."""
        decided = self.decide(actor, action, **given)
        assert not isinstance(decided, Refused), decided
        return self.take(decided)

    def refused(self, actor: Actor, action: str, **given: object) -> str:
        """The reasons against, in one text; the command must be refused."""
        decided = self.decide(actor, action, **given)
        assert isinstance(decided, Refused), decided
        return "\n".join(f"{reason.kind}: {reason.text}" for reason in decided.reasons)

    def wait(self, **length: float) -> Run:
        """Let time pass, timers unfired."""
        self.now += timedelta(**length)
        return self

    def fire_all(self) -> tuple[Event, ...]:
        """Fire every timer that is due, until none is."""
        fired: tuple[Event, ...] = ()
        for _ in range(100):
            due = [t for t in timers(self.definition, self.case, CALENDAR, RULES) if t.fires_at <= self.now]
            if not due:
                return fired
            events = fire(self.definition, self.case, due[0], self.now, CALENDAR, RULES)
            assert events, due[0]
            fired += self.take(events)
        raise AssertionError(f"timers without end: {due[0]}")

    @property
    def state(self) -> str:
        """The state of the main token."""
        return self.case.main.state


def foi(now: datetime = START) -> Run:
    """A request handed in through the internet by the applicant."""
    return Run(FOI, APPLICANT, now, values=FOI_FIELDS)


def foi_in_hand(now: datetime = START) -> Run:
    """A registered request that the handler holds."""
    run = foi(now)
    run.do(
        RECEIVER, "register-confirmed", values={"confirmed_on": (now + timedelta(hours=8)).date().isoformat()}
    )
    run.do(HANDLER, "claim")
    return run
