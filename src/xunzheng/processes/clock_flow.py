"""Which clocks surely run in each state: none is started twice, none used that never starts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from xunzheng.processes.conditions import ClockStands, leaves
from xunzheng.processes.definition import (
    BACK,
    SAME,
    Action,
    ClockEffect,
    ClockVerb,
    Definition,
    StateKind,
)
from xunzheng.processes.problem import Problem

_BEGIN = (ClockVerb.START, ClockVerb.RESTART)


def clock_problems(
    definition: Definition, live: tuple[Action, ...], reached: Collection[str]
) -> Iterator[Problem]:
    """Clocks that are used though nothing starts them, and starts of clocks that surely run already."""
    started = {effect.clock for _, effect in _effects(definition) if effect.verb in _BEGIN}
    for where, clock in _uses(definition):
        if clock not in started:
            yield Problem(where, f"时钟“{clock}”从来没有起算")
    running = surely_running(definition, live, reached)
    for action in live:
        sources = [state for state in definition.sources[action.code] if state in reached]
        for effect in action.clocks:
            is_twice = sources and all(effect.clock in running.get(state, ()) for state in sources)
            if effect.verb is ClockVerb.START and is_twice:
                where = f"actions › {action.code} › clocks"
                yield Problem(where, f"时钟“{effect.clock}”在这里一定已经在计时，不能再次起算")


def _effects(definition: Definition) -> Iterator[tuple[str, ClockEffect]]:
    for action in definition.action.values():
        for effect in action.clocks:
            yield f"actions › {action.code} › clocks", effect
    for fork in definition.forks:
        for effect in fork.clocks:
            yield f"forks › {fork.code} › clocks", effect
        for branch in fork.branches:
            for effect in branch.clocks:
                yield f"forks › {fork.code} › {branch.code} › clocks", effect


def _uses(definition: Definition) -> Iterator[tuple[str, str]]:
    """The places that use a clock without starting it."""
    for where, effect in _effects(definition):
        if effect.verb not in _BEGIN:
            yield where, effect.clock
        if effect.at is not None and effect.at.startswith("clock:"):
            yield where, effect.at.removeprefix("clock:")
    for number, timer in enumerate(definition.timers):
        if timer.clock is not None:
            yield f"timers › {number} › clock", timer.clock
    for action in definition.action.values():
        for leaf in leaves(action.guard):
            if isinstance(leaf, ClockStands):
                yield f"actions › {action.code} › guard", leaf.clock


def surely_running(
    definition: Definition, live: Iterable[Action], reached: Collection[str]
) -> dict[str, frozenset[str]]:
    """The clocks that run in a state by whichever way it was entered.

    A clock that some branch stops is never sure in the main lane, since nobody knows when.
    """
    entries = tuple(_entries(definition, tuple(live), reached))
    everything = frozenset(definition.clock)
    running = dict.fromkeys(reached, everything)
    changed = True
    while changed:
        changed = False
        for source, target, effects in entries:
            before = frozenset() if source is None else running[source]
            after = running[target] & _after(before, effects)
            if after != running[target]:
                running[target], changed = after, True
    unsure = {
        e.clock for _, e in _effects(definition) if e.verb is ClockVerb.STOP and _in_branch(definition, e)
    }
    return {state: clocks - unsure for state, clocks in running.items()}


def _in_branch(definition: Definition, effect: ClockEffect) -> bool:
    """Whether the effect belongs to an action that is taken within a branch."""
    return any(
        effect in action.clocks
        and any(definition.state[state].branch is not None for state in definition.sources[action.code])
        for action in definition.actions
    )


def _entries(
    definition: Definition, live: tuple[Action, ...], reached: Collection[str]
) -> Iterator[tuple[str | None, str, tuple[ClockEffect, ...]]]:
    """Each way into a state: from where (None: from outside, with no clock running), and what is done."""
    opening = definition.opening
    yield None, opening.to, opening.clocks
    for action in live:
        for source in definition.sources[action.code]:
            if source not in reached:
                continue
            is_end = definition.state[source].kind is StateKind.END
            for target in _targets(definition, action, source):
                yield (None if is_end else source), target, action.clocks
            yield from _fork_entries(definition, action, source)


def _fork_entries(
    definition: Definition, action: Action, source: str
) -> Iterator[tuple[str | None, str, tuple[ClockEffect, ...]]]:
    if action.fork is None:
        return
    fork = definition.fork[action.fork]
    wait = source if action.to == SAME else action.to
    for branch in fork.branches:
        yield None, branch.begins, branch.clocks
    for state in (fork.to, fork.otherwise):
        if state is not None:
            yield wait, state, fork.clocks


def _targets(definition: Definition, action: Action, source: str) -> list[str]:
    """Where the action leads from the source; a return may lead to any state that leads there."""
    if action.to == SAME:
        return [source]
    if action.to != BACK:
        return [action.to]
    return [
        state.code
        for state in definition.states
        if any(each.to == source for each in definition.actions_from[state.code])
    ]


def _after(running: frozenset[str], effects: Iterable[ClockEffect]) -> frozenset[str]:
    for effect in effects:
        if effect.verb in _BEGIN:
            running |= {effect.clock}
        elif effect.verb is ClockVerb.STOP:
            running -= {effect.clock}
    return running
