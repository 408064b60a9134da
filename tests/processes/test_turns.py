"""The turns of a clock's light are the first moments at which it shows them, whatever was paused."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xunzheng.calendars.clock import Clock, Light, Pause, stand
from xunzheng.processes.definition import Turn
from xunzheng.processes.turns import turns
from xunzheng.rulebook import standard_shelf

SHELF = standard_shelf()
CALENDAR = SHELF.calendar()
START = datetime(2024, 9, 27, 15, 0, tzinfo=CALENDAR.zone)
RULE = SHELF.clock_rules(START.date())["FOI.REPLY"]
LIGHTS = {Turn.YELLOW: Light.YELLOW, Turn.RED: Light.RED, Turn.BREACH: Light.OVERDUE}
TICK = timedelta(microseconds=1)


def paused(*spans: tuple[int, int]) -> Clock:
    """A clock that stood from the one to the other number of hours after its start."""
    hour = timedelta(hours=1)
    pauses = (Pause(START + a * hour, START + b * hour, "third-party", "某某") for a, b in spans)
    return Clock(RULE, START, tuple(pauses))


def test_a_pause_after_the_turn_does_not_move_it() -> None:
    (_, yellow), (_, red), (_, breach) = turns(paused(), CALENDAR)
    late = int((red - START) / timedelta(hours=1)) + 30
    (_, same), (_, as_red), (_, later) = turns(paused((late, late + 48)), CALENDAR)
    assert (same, as_red) == (yellow, red)
    assert later > breach


@given(st.lists(st.integers(0, 900), max_size=6, unique=True).map(sorted))
def test_the_light_turns_there_and_not_before(hours: list[int]) -> None:
    clock = paused(*zip(hours[::2], hours[1::2], strict=False))
    shown = [Light.GREEN, Light.YELLOW, Light.RED, Light.OVERDUE]
    for turn, at in turns(clock, CALENDAR):
        light = LIGHTS[turn]
        reached = stand(clock, CALENDAR, at).light
        before = stand(clock, CALENDAR, at - TICK).light
        assert reached is Light.PAUSED or shown.index(reached) >= shown.index(light)
        assert before is Light.PAUSED or shown.index(before) < shown.index(light) or at == START
