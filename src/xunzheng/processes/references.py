"""Whether every name that a definition uses is one that it defines, and fits where it is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from xunzheng.calendars.rules import ClockRule
from xunzheng.processes.conditions import (
    BranchesAre,
    ClockStands,
    Comparison,
    Condition,
    CountIs,
    Leaf,
    PaperGiven,
    ValueIs,
    leaves,
)
from xunzheng.processes.definition import (
    BACK,
    EVERY,
    OPENING,
    SAME,
    SYSTEM,
    TODAY,
    Action,
    ClockEffect,
    ClockVerb,
    Definition,
    Field,
    FieldType,
    Fork,
    Given,
    JoinMode,
    TimerRule,
    Turn,
)
from xunzheng.processes.demands import wrong_constant
from xunzheng.processes.problem import Problem

_PLACEHOLDER = re.compile(r"\{([a-z0-9_-]*)\}")
_ALWAYS = ("case", "outcome")


def reference_problems(
    definition: Definition,
    roles: Collection[str],
    rules: Mapping[str, ClockRule],
    processes: Collection[str] | None,
) -> Iterator[Problem]:
    """The problems with names: unknown, used twice, or of the wrong kind."""
    yield from _doubled(definition)
    yield from _roles(definition, roles)
    for state in definition.states:
        where = f"states › {state.code}"
        yield from _known(f"{where} › branch", state.branch, definition.branch, "分支")
        yield from _known(f"{where} › waits_for", state.waits_for, definition.role, "角色")
    for use in definition.clocks:
        yield from _clock_rule(f"clocks › {use.code} › rule", use.rule, rules)
    for field in definition.fields:
        yield from _field(definition, field)
    yield from _action(definition, definition.opening, processes, rules)
    for action in definition.actions:
        yield from _action(definition, action, processes, rules)
    for fork in definition.forks:
        yield from _fork(definition, fork, rules)
    yield from _messages(definition)
    for number, timer in enumerate(definition.timers):
        yield from _timer(definition, f"timers › {number}", timer)


def _known(where: str, code: str | None, known: Collection[str], what: str) -> Iterator[Problem]:
    if code is not None and code not in known:
        yield Problem(where, f"没有“{code}”这个{what}（有：{'、'.join(known) or '没有一个'}）")


def _doubled(definition: Definition) -> Iterator[Problem]:
    groups: dict[str, Iterable[str]] = {
        "roles": [item.code for item in definition.roles],
        "states": [item.code for item in definition.states],
        "actions": [OPENING, *(item.code for item in definition.actions)],
        "fields": [item.code for item in definition.fields],
        "materials": [item.code for item in definition.materials],
        "clocks": [item.code for item in definition.clocks],
        "forks": [item.code for item in definition.forks],
        "forks › branches": [branch.code for fork in definition.forks for branch in fork.branches],
        "messages": [item.code for item in definition.messages],
        "outcomes": [item.code for item in definition.outcomes],
    }
    for where, codes in groups.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield Problem(f"{where} › {code}", f"编码用了{times}次")


def _roles(definition: Definition, roles: Collection[str]) -> Iterator[Problem]:
    for role in definition.roles:
        yield from _known(f"roles › {role.code}", role.code, roles, "角色")


def _clock_rule(where: str, code: str, rules: Mapping[str, ClockRule]) -> Iterator[Problem]:
    if code not in rules:
        yield Problem(where, f"没有“{code}”这条时限规则")
    elif rules[code].ends_before is not None:
        yield Problem(where, f"“{code}”从届满倒算，不能由办理步骤起算")


def _field(definition: Definition, field: Field) -> Iterator[Problem]:
    where = f"fields › {field.code}"
    if (field.type is FieldType.CHOICE) is not bool(field.choices):
        yield Problem(where, "选择题须列出选项，其他类型不列选项")
    for side in (field.earliest, field.latest):
        if side is not None and field.type is not FieldType.DATE:
            yield Problem(where, "只有日期有最早和最晚")
        elif side not in (None, TODAY):
            yield from _of_type(definition, where, side or "", FieldType.DATE)
    if field.role is not None:
        yield from _known(f"{where} › role", field.role, definition.role, "角色")
    if field.least is not None and field.most is not None and field.least > field.most:
        yield Problem(where, f"下限{field.least}大于上限{field.most}")


def _of_type(definition: Definition, where: str, code: str, wanted: FieldType) -> Iterator[Problem]:
    field = definition.field.get(code)
    if field is None:
        yield from _known(where, code, definition.field, "字段")
    elif field.type is not wanted:
        yield Problem(where, f"字段“{code}”的类型是 {field.type.value}，这里要 {wanted.value}")


def _action(
    definition: Definition,
    action: Action,
    processes: Collection[str] | None,
    rules: Mapping[str, ClockRule],
) -> Iterator[Problem]:
    where = "opening" if action is definition.opening else f"actions › {action.code}"
    for source in action.sources:
        yield from _known(f"{where} › from", source, (*definition.state, EVERY), "状态")
    if action.to not in (BACK, SAME):
        yield from _known(f"{where} › to", action.to, definition.state, "状态")
    if not action.sources and action is not definition.opening:
        yield Problem(f"{where} › from", "没有写在哪些状态可以办理")
    yield from _who(definition, f"{where} › who", action)
    for condition in (action.guard, action.publishes, *(check.condition for check in action.checks)):
        yield from _condition(definition, f"{where} › 条件", condition)
    yield from _asked(definition, where, action)
    for effect in action.clocks:
        yield from _effect(definition, f"{where} › clocks", effect, rules)
    yield from _known(f"{where} › fork", action.fork, definition.fork, "分叉")
    if processes is not None:
        yield from _known(f"{where} › child", action.child, processes, "流程")
    yield from _outcomes(definition, where, action)
    for message in action.messages:
        yield from _known(f"{where} › messages", message, definition.message, "告知")


def _who(definition: Definition, where: str, action: Action) -> Iterator[Problem]:
    if not action.who:
        yield Problem(where, "没有写谁可以办理")
    for allowance in action.who:
        yield from _known(where, allowance.role, (*definition.role, SYSTEM), "角色")
    if action.is_automatic and all(allowance.role != SYSTEM for allowance in action.who):
        yield Problem(where, "自动的步骤须由 system:any 办理")
    by_system = any(allowance.role == SYSTEM for allowance in action.who)
    if by_system and (action.handing or _requires(action)):
        yield Problem(where, "系统的步骤不能有必填的内容和材料，也不能移交")


def _requires(action: Action) -> bool:
    return any(ask.is_required for ask in action.fields) or any(p.is_required for p in action.papers)


def _asked(definition: Definition, where: str, action: Action) -> Iterator[Problem]:
    for ask in action.fields:
        yield from _known(f"{where} › fields", ask.field, definition.field, "字段")
    for paper in action.papers:
        yield from _known(f"{where} › papers", paper.material, definition.material, "材料")
    for given in action.sets:
        yield from _known(f"{where} › sets", given.field, definition.field, "字段")
        field = definition.field.get(given.field)
        if field is not None:
            yield from _given(definition, f"{where} › sets › {given.field}", field, given)


def _given(definition: Definition, where: str, field: Field, given: Given) -> Iterator[Problem]:
    """A value of another type would be read as what it is not, long after it was set."""
    if given.copied_from is None:
        wrong = wrong_constant(field, given.value)
        if wrong:
            yield Problem(where, f"“{given.value}”{wrong}")
    elif given.copied_from == TODAY:
        yield from _of_type(definition, where, field.code, FieldType.DATE)
    elif field.type is FieldType.TEXT:
        yield from _known(where, given.copied_from, definition.field, "字段")
    else:
        yield from _of_type(definition, where, given.copied_from, field.type)


def _outcomes(definition: Definition, where: str, action: Action) -> Iterator[Problem]:
    yield from _known(f"{where} › outcome", action.outcome, definition.outcome, "结果")
    if action.outcome_from is None:
        return
    yield from _of_type(definition, f"{where} › outcome_from", action.outcome_from, FieldType.CHOICE)
    field = definition.field.get(action.outcome_from)
    for choice in () if field is None else field.choices:
        yield from _known(f"{where} › outcome_from", choice.code, definition.outcome, "结果")


def _effect(
    definition: Definition, where: str, effect: ClockEffect, rules: Mapping[str, ClockRule]
) -> Iterator[Problem]:
    yield from _known(where, effect.clock, definition.clock, "时钟")
    use = definition.clock.get(effect.clock)
    rule = None if use is None else rules.get(use.rule)
    if effect.at is not None and effect.at.startswith("clock:"):
        yield from _known(f"{where} › at", effect.at.removeprefix("clock:"), definition.clock, "时钟")
    elif effect.at is not None:
        yield from _of_type(definition, f"{where} › at", effect.at, FieldType.DATE)
    if effect.amount is not None:
        yield from _of_type(definition, f"{where} › amount", effect.amount, FieldType.NUMBER)
        field = definition.field.get(effect.amount)
        if field is not None and (field.decimals or (field.least or 0) < 1):
            yield Problem(f"{where} › amount", f"字段“{effect.amount}”须为不小于1的整数")
    if rule is not None:
        yield from _lawful(definition, where, effect, rule)


def _lawful(definition: Definition, where: str, effect: ClockEffect, rule: ClockRule) -> Iterator[Problem]:
    ground = effect.ground or ""
    if effect.verb is ClockVerb.PAUSE:
        if ground.startswith("field:"):
            yield from _known(f"{where} › ground", ground.removeprefix("field:"), definition.field, "字段")
        elif ground not in rule.grounds_by_code:
            allowed = "、".join(rule.grounds_by_code) or "没有一个"
            yield Problem(f"{where} › ground", f"“{ground}”不是 {rule.code} 的暂停事由（有：{allowed}）")
    if effect.verb is ClockVerb.EXTEND:
        if rule.extension is None:
            yield Problem(where, f"{rule.code} 不能延长")
        if effect.amount is None:
            yield Problem(where, "延长须写明 amount：哪个字段说延长多少")
    if effect.verb is ClockVerb.RESTART and rule.restarts_on is None:
        yield Problem(where, f"{rule.code} 不能重新起算")
    starts = effect.verb in (ClockVerb.START, ClockVerb.RESTART)
    if starts and rule.is_given and effect.amount is None:
        yield Problem(where, f"{rule.code} 的时限由个案确定，须写明 amount")


def _condition(definition: Definition, where: str, condition: Condition | None) -> Iterator[Problem]:
    for leaf in leaves(condition):
        yield from _leaf(definition, where, leaf)


def _leaf(definition: Definition, where: str, leaf: Leaf) -> Iterator[Problem]:
    if isinstance(leaf, ValueIs):
        yield from _known(where, leaf.field, definition.field, "字段")
        yield from _choices(definition, where, leaf)
    elif isinstance(leaf, CountIs):
        yield from _known(where, leaf.action, definition.action, "步骤")
    elif isinstance(leaf, ClockStands):
        yield from _known(where, leaf.clock, definition.clock, "时钟")
    elif isinstance(leaf, BranchesAre):
        yield from _known(where, leaf.fork, definition.fork, "分叉")
        for state in leaf.states:
            yield from _known(where, state, definition.state, "状态")
    elif isinstance(leaf, PaperGiven):
        yield from _known(where, leaf.material, definition.material, "材料")


def _choices(definition: Definition, where: str, leaf: ValueIs) -> Iterator[Problem]:
    field = definition.field.get(leaf.field)
    if field is None or leaf.comparison in (Comparison.AT_LEAST, Comparison.AT_MOST):
        return
    known = {
        FieldType.CHOICE: tuple(choice.code for choice in field.choices),
        FieldType.YES_NO: ("yes", "no"),
    }.get(field.type)
    for value in leaf.values if known is not None else ():
        yield from _known(where, value, known or (), f"选项（字段 {leaf.field}）")


def _fork(definition: Definition, fork: Fork, rules: Mapping[str, ClockRule]) -> Iterator[Problem]:
    where = f"forks › {fork.code}"
    for key, state in (("to", fork.to), ("otherwise", fork.otherwise)):
        yield from _known(f"{where} › {key}", state, definition.state, "状态")
    for branch in fork.branches:
        place = f"{where} › {branch.code}"
        for state in (branch.begins, *branch.counts):
            yield from _known(place, state, definition.state, "状态")
            stands = definition.state.get(state)
            if stands is not None and stands.branch != branch.code:
                yield Problem(place, f"状态“{state}”不在这个分支里")
        if branch.per is not None:
            yield from _of_type(definition, f"{place} › per", branch.per, FieldType.PARTIES)
        for effect in branch.clocks:
            yield from _effect(definition, f"{place} › clocks", effect, rules)
        for message in branch.messages:
            yield from _known(f"{place} › messages", message, definition.message, "告知")
    for effect in fork.clocks:
        yield from _effect(definition, f"{where} › clocks", effect, rules)
    for message in fork.messages:
        yield from _known(f"{where} › messages", message, definition.message, "告知")
    yield from _needed(where, fork)


def _needed(where: str, fork: Fork) -> Iterator[Problem]:
    if not fork.branches:
        yield Problem(where, "没有分支")
    if (fork.mode is JoinMode.SOME) is not (fork.needed > 0):
        yield Problem(f"{where} › needed", "几个分支完成即可的，mode 写 some 并写明 needed；其他方式不写")
    without_limit = any(branch.per is not None for branch in fork.branches)
    if fork.needed > len(fork.branches) and not without_limit:
        text = f"要{fork.needed}个分支完成，只有{len(fork.branches)}个，永远不能汇合"
        yield Problem(f"{where} › needed", text)


def _messages(definition: Definition) -> Iterator[Problem]:
    known = {*definition.field, *_ALWAYS}
    for message in definition.messages:
        where = f"messages › {message.code}"
        yield from _known(f"{where} › to", message.to, definition.role, "角色")
        for text in (message.text, message.text_en):
            if not text.strip():
                yield Problem(where, "告知没有文字")
            for name in _PLACEHOLDER.findall(text):
                yield from _known(where, name, known, "字段")


def _timer(definition: Definition, where: str, timer: TimerRule) -> Iterator[Problem]:
    yield from _known(f"{where} › clock", timer.clock, definition.clock, "时钟")
    if timer.field is not None:
        yield from _of_type(definition, f"{where} › field", timer.field, FieldType.DATE)
    if (timer.turn is Turn.DEADLINE) is (timer.field is None) or (timer.field is None) is (
        timer.clock is None
    ):
        yield Problem(where, "deadline 写 field 和 states，其他写 clock")
    for state in timer.states:
        yield from _known(f"{where} › states", state, definition.state, "状态")
    yield from _known(f"{where} › action", timer.action, definition.action, "步骤")
    action = definition.action.get(timer.action or "")
    if action is not None and all(allowance.role != SYSTEM for allowance in action.who):
        yield Problem(f"{where} › action", f"“{action.code}”不由 system:any 办理")
    for message in timer.messages:
        yield from _known(f"{where} › messages", message, definition.message, "告知")
