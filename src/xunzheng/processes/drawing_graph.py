"""What a drawing of a process shows: its lanes of states in layers, and the arrows between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xunzheng.processes.definition import (
    BACK,
    EVERY,
    SAME,
    SYSTEM,
    Action,
    ClockEffect,
    ClockVerb,
    Definition,
    Fork,
    JoinMode,
    State,
)

_VERBS = {
    ClockVerb.START: "▶",
    ClockVerb.RESTART: "↺",
    ClockVerb.STOP: "■",
    ClockVerb.PAUSE: "‖",
    ClockVerb.RESUME: "▷",
    ClockVerb.EXTEND: "＋",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A line of an arrow: the action's title and what it does to clocks; by the system alone it is dashed."""

    text: str
    clocks: str
    is_of_system: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """All ways from one state to another."""

    source: str
    target: str
    labels: tuple[Label, ...]

    @property
    def is_of_system(self) -> bool:
        """Whether only the system takes it."""
        return all(label.is_of_system for label in self.labels)


@dataclass(frozen=True, slots=True)
class Lane:
    """The main lane, or that of a branch: its states in layers from left to right."""

    title: str
    layers: tuple[tuple[State, ...], ...]


class Graph:
    """The lanes and arrows of a definition, in one language (`zh` or `en`)."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition = definition
        self.is_english = language == "en"
        self.letters = {use.code: chr(ord("A") + n % 26) for n, use in enumerate(definition.clocks)}
        self.arrows = tuple(self._arrows())
        self.lanes = tuple(self._lanes())

    def title(self, item: object) -> str:
        """The title of anything that has one, in the language."""
        return str(getattr(item, "title_en" if self.is_english else "title"))

    def words(self, chinese: str, english: str) -> str:
        """Words in the language."""
        return english if self.is_english else chinese

    def inner(self, state: State) -> tuple[Label, ...]:
        """What may be done without leaving the state, what may be done in any state left out."""
        actions = self.definition.actions_from[state.code]
        return tuple(self._label(a) for a in actions if a.to == SAME and EVERY not in a.sources)

    def everywhere(self) -> tuple[str, ...]:
        """What may be done in any state of the main lane, and where it leads."""
        return tuple(self._everywhere(a) for a in self.definition.actions if EVERY in a.sources)

    def _everywhere(self, action: Action) -> str:
        if action.to in (SAME, BACK):
            return self.title(action)
        return f"{self.title(action)} → {self.title(self.definition.state[action.to])}"

    def _arrows(self) -> Iterator[Arrow]:
        pairs: dict[tuple[str, str], list[Label]] = {}
        for action in self.definition.actions:
            for source, target in self._ways(action):
                pairs.setdefault((source, target), []).append(self._label(action))
            for source, target, label in self._joins(action):
                pairs.setdefault((source, target), []).append(label)
        for (source, target), labels in pairs.items():
            yield Arrow(source, target, tuple(labels))

    def _ways(self, action: Action) -> Iterator[tuple[str, str]]:
        if action.to == SAME:
            return
        for source in action.sources:
            if source != EVERY:
                for target in self._targets(action, source):
                    yield source, target

    def _targets(self, action: Action, source: str) -> list[str]:
        if action.to != BACK:
            return [action.to]
        entering = [each for each in self.definition.actions if each.to == source]
        return list(dict.fromkeys(code for each in entering for code in each.sources if code != EVERY))

    def _joins(self, action: Action) -> Iterator[tuple[str, str, Label]]:
        if action.fork is None:
            return
        fork = self.definition.fork[action.fork]
        clocks = self._clock_text(fork.clocks)
        waits = action.sources if action.to == SAME else (action.to,)
        for wait in waits:
            yield wait, fork.to, Label(self._join_words(fork), clocks, True)
            if fork.otherwise is not None:
                yield wait, fork.otherwise, Label(self.words("汇合不成", "join fails"), clocks, True)

    def _join_words(self, fork: Fork) -> str:
        if fork.mode is JoinMode.ALL:
            return self.words("分支全部完成", "all branches done")
        if fork.mode is JoinMode.ANY:
            return self.words("任一分支完成", "any branch done")
        return self.words(f"{fork.needed}个分支完成", f"{fork.needed} branches done")

    def _label(self, action: Action) -> Label:
        is_of_system = all(allowance.role == SYSTEM for allowance in action.who)
        text = self.title(action)
        if action.fork is not None:
            text = f"◇ {text}"
        return Label(text, self._clock_text(action.clocks), is_of_system)

    def _clock_text(self, effects: tuple[ClockEffect, ...]) -> str:
        return " ".join(f"{_VERBS[effect.verb]}{self.letters[effect.clock]}" for effect in effects)

    def _lanes(self) -> Iterator[Lane]:
        states = self.definition.states
        main = [state for state in states if state.branch is None]
        yield Lane(self.words("主线", "main"), self._layers(main, self.definition.opening.to))
        for fork in self.definition.forks:
            for branch in fork.branches:
                own = [state for state in states if state.branch == branch.code]
                each = self.words("（每一方一条）", " (one for each)") if branch.per else ""
                title = f"{self.title(fork)} · {self.title(branch)}{each} {self._clock_text(branch.clocks)}"
                yield Lane(title.strip(), self._layers(own, branch.begins))

    def _layers(self, states: list[State], first: str) -> tuple[tuple[State, ...], ...]:
        """The states from left to right, each behind all that lead to it; arrows back are not followed.

        What no arrow leads to comes last.
        """
        steps = self._steps_from(first)
        order = {state.code: number for number, state in enumerate(states)}
        place = dict.fromkeys(steps, 0)
        for code in sorted(steps, key=lambda each: (steps[each], order[each])):
            for arrow in self.arrows:
                if arrow.source == code and _rank(arrow.target, steps, order) > _rank(code, steps, order):
                    place[arrow.target] = max(place[arrow.target], place[code] + 1)
        last = max(place.values())
        layers: list[list[State]] = [[] for _ in range(last + 1)]
        for state in states:
            layers[place.get(state.code, last)].append(state)
        return tuple(tuple(layer) for layer in layers)

    def _steps_from(self, first: str) -> dict[str, int]:
        """How many arrows each state lies from the first; states that none leads to are left out."""
        steps, front = {first: 0}, [first]
        while front:
            source = front.pop(0)
            for arrow in self.arrows:
                if arrow.source == source and arrow.target not in steps:
                    steps[arrow.target] = steps[source] + 1
                    front.append(arrow.target)
        return steps


def _rank(code: str, steps: dict[str, int], order: dict[str, int]) -> tuple[int, int]:
    return steps[code], order[code]
