"""Whether a process can run: states reached and left, joins that come about, clocks and values in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from xunzheng.processes.clock_flow import clock_problems
from xunzheng.processes.conditions import (
    All,
    Any,
    Comparison,
    Condition,
    CountIs,
    ValueIs,
    leaves,
)
from xunzheng.processes.definition import (
    BACK,
    SAME,
    SYSTEM,
    TODAY,
    Action,
    Branch,
    Definition,
    Fork,
    JoinMode,
    StateKind,
)
from xunzheng.processes.problem import Problem


class Flow:
    """What can happen in a process, as far as its shape says: the live actions, the states reached."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.live: dict[str, Action] = {definition.opening.code: definition.opening}
        self.reached: set[str] = set()
        self.forks: set[str] = set()
        self._grow()

    def _grow(self) -> None:
        """Follow live actions until nothing new is reached."""
        self._enter(self.definition.opening, self.definition.opening.to)
        before = -1
        while before != (before := len(self.reached) + len(self.live) + len(self.forks)):
            for action in self.definition.actions:
                sources = [s for s in self.definition.sources[action.code] if s in self.reached]
                if sources and self.can_hold(action.guard):
                    self.live[action.code] = action
                    self._enter(action, *(self._targets(action, sources)))

    def _enter(self, action: Action, *states: str) -> None:
        self.reached.update(states)
        if action.fork is None:
            return
        fork = self.definition.fork[action.fork]
        self.forks.add(fork.code)
        self.reached.update(branch.begins for branch in fork.branches)
        self.reached.update(state for state in (fork.to, fork.otherwise) if state is not None)

    def _targets(self, action: Action, sources: list[str]) -> list[str]:
        # A return leads to where its sources were entered from, and that is reached already.
        if action.to in (SAME, BACK):
            return []
        return [action.to]

    @cached_property
    def edges(self) -> set[tuple[str, str]]:
        """From state to state, by live actions and by joins."""
        forward = {
            (source, target)
            for action in self.live.values()
            for source in self.definition.sources[action.code]
            if source in self.reached
            for target in self._targets(action, [source])
        }
        forward |= {edge for action in self.live.values() for edge in self._join_edges(action)}
        back = {
            (source, before)
            for action in self.live.values()
            if action.to == BACK
            for source in self.definition.sources[action.code]
            for before, after in forward
            if after == source
        }
        return forward | back

    def _join_edges(self, action: Action) -> set[tuple[str, str]]:
        if action.fork is None:
            return set()
        fork = self.definition.fork[action.fork]
        waits = (action.to,) if action.to != SAME else self.definition.sources[action.code]
        return {(wait, state) for wait in waits for state in (fork.to, fork.otherwise) if state is not None}

    def can_hold(self, condition: Condition | None) -> bool:
        """Whether a condition is not provably impossible."""
        if isinstance(condition, All):
            return all(self.can_hold(part) for part in condition.parts) and not _contradicts(condition)
        if isinstance(condition, Any):
            return any(self.can_hold(part) for part in condition.parts)
        if isinstance(condition, CountIs):
            return self._can_count(condition)
        return True

    def _can_count(self, leaf: CountIs) -> bool:
        if leaf.comparison is Comparison.AT_MOST:
            return leaf.number >= 0
        return leaf.number <= 0 or leaf.action in self.live

    def leads_to(self, starts: set[str], ends: set[str]) -> set[str]:
        """Those of the states from which one of the ends can be reached."""
        good = set(ends)
        before = -1
        while before != (before := len(good)):
            good |= {source for source, target in self.edges if target in good}
        return starts & good

    @cached_property
    def ends(self) -> set[str]:
        """The states that are ends."""
        return {state.code for state in self.definition.states if state.kind is StateKind.END}


def flow_problems(definition: Definition) -> Iterator[Problem]:
    """The problems of a definition whose names all resolve."""
    flow = Flow(definition)
    yield from _states(flow)
    yield from _actions(flow)
    for fork in definition.forks:
        yield from _fork(flow, fork)
    yield from _values(flow)
    yield from clock_problems(definition, tuple(flow.live.values()), flow.reached)


def _states(flow: Flow) -> Iterator[Problem]:
    finishing = flow.leads_to(set(flow.reached), flow.ends)
    for state in flow.definition.states:
        where = f"states › {state.code}"
        if state.code not in flow.reached:
            yield Problem(where, "到不了这个状态")
        elif state.code not in finishing:
            yield Problem(where, "死路：从这里到不了任何结束状态")


def _actions(flow: Flow) -> Iterator[Problem]:
    definition = flow.definition
    triggered = {timer.action for timer in definition.timers}
    for action in definition.actions:
        where = f"actions › {action.code}"
        if action.code not in flow.live:
            yield Problem(where, "永远不能办理：到不了它的起始状态，或者条件不可能成立")
        only_system = all(allowance.role == SYSTEM for allowance in action.who)
        if only_system and not action.is_automatic and action.code not in triggered:
            yield Problem(where, "只由系统办理，却没有定时或者自动触发")
        yield from _lanes(flow, action, where)


def _lanes(flow: Flow, action: Action, where: str) -> Iterator[Problem]:
    """An action stays in its lane; a fork returns to the lane that it was opened in."""
    states = flow.definition.state
    lanes = {states[source].branch for source in flow.definition.sources[action.code]}
    if action.to not in (SAME, BACK):
        lanes.add(states[action.to].branch)
    if action.fork is not None:
        lanes.add(states[flow.definition.fork[action.fork].to].branch)
    if len(lanes) > 1:
        names = "、".join(sorted(lane or "主线" for lane in lanes))
        yield Problem(where, f"起始、去向和汇合的状态须在同一分支，现在在：{names}")


def _fork(flow: Flow, fork: Fork) -> Iterator[Problem]:
    where = f"forks › {fork.code}"
    if fork.code not in flow.forks:
        yield Problem(where, "没有步骤开启它")
    able = [branch for branch in fork.branches if flow.leads_to({branch.begins}, _good_ends(flow, branch))]
    needed = {JoinMode.ALL: len(fork.branches), JoinMode.ANY: 1}.get(fork.mode, fork.needed)
    if len(able) < min(needed, len(fork.branches)):
        unable = "、".join(branch.code for branch in fork.branches if branch not in able)
        yield Problem(where, f"不能汇合：分支 {unable} 到不了计入汇合的结束状态")
    if any(branch.counts for branch in fork.branches) and fork.otherwise is None:
        yield Problem(f"{where} › otherwise", "有的结束不计入汇合，须写明汇合不成时去哪里")
    for branch in fork.branches:
        yield from _branch(flow, fork, branch, f"{where} › {branch.code}")


def _good_ends(flow: Flow, branch: Branch) -> set[str]:
    states = flow.definition.state
    own = {code for code in flow.ends if states[code].branch == branch.code}
    return own & set(branch.counts) if branch.counts else own


def _branch(flow: Flow, fork: Fork, branch: Branch, where: str) -> Iterator[Problem]:
    if branch.per is None:
        return
    for action in flow.definition.action.values():
        if action.fork == fork.code and branch.per not in {ask.field for ask in action.fields}:
            yield Problem(where, f"步骤“{action.code}”开启它，却不填写“{branch.per}”")


def _values(flow: Flow) -> Iterator[Problem]:
    """Values that are compared, copied or counted from, but that nothing sets."""
    given = {ask.field for action in flow.live.values() for ask in action.fields}
    given |= {each.field for action in flow.live.values() for each in action.sets}
    for where, code in _used(flow.definition):
        if code not in given:
            yield Problem(where, f"没有步骤填写“{code}”")


def _used(definition: Definition) -> Iterator[tuple[str, str]]:
    for action in definition.action.values():
        where = f"actions › {action.code}"
        conditions = (action.guard, action.publishes, *(check.condition for check in action.checks))
        for condition in conditions:
            for leaf in leaves(condition):
                if isinstance(leaf, ValueIs):
                    yield f"{where} › 条件", leaf.field
        for given in action.sets:
            if given.copied_from not in (None, TODAY):
                yield f"{where} › sets", given.copied_from or ""
        for effect in action.clocks:
            for code in (effect.at, effect.amount):
                if code is not None and not code.startswith("clock:"):
                    yield f"{where} › clocks", code
        if action.outcome_from is not None:
            yield f"{where} › outcome_from", action.outcome_from
    for number, timer in enumerate(definition.timers):
        if timer.field is not None:
            yield f"timers › {number}", timer.field


def _contradicts(condition: All) -> bool:
    """Whether two parts want different values of one field."""
    wanted: dict[str, set[str]] = {}
    for part in condition.parts:
        if isinstance(part, ValueIs) and part.comparison in (Comparison.IS, Comparison.AMONG):
            values = wanted.setdefault(part.field, set(part.values))
            values &= set(part.values)
    return not all(wanted.values())
