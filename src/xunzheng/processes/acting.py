"""What follows from an action: moves, clocks, branches and joins, children, messages, the close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from xunzheng.processes import events as e
from xunzheng.processes.case import Token, Value
from xunzheng.processes.clock_effects import do_to_clocks, stop_clocks
from xunzheng.processes.command import Actor, Command
from xunzheng.processes.definition import (
    BACK,
    MAIN,
    SAME,
    TODAY,
    Action,
    Branch,
    Fork,
    Handing,
    JoinMode,
)
from xunzheng.processes.draft import Draft
from xunzheng.processes.guards import holds


def perform(
    draft: Draft, action: Action, token: Token, command: Command, actor: Actor, values: Mapping[str, Value]
) -> None:
    """Add the events of an action that is allowed; reasons where its effects are not."""
    if draft.case.is_closed:
        draft.add(e.Reopened(draft.now, draft.by))
    state, papers = _target(action, token), _given_papers(command)
    values = {**values, **set_by(action, {**draft.case.values, **values}, draft.situation.today)}
    draft.add(e.Acted(draft.now, draft.by, token.id, action.code, state, values, papers, command.note))
    if action.handing is not None:
        _hand(draft, action.handing, token, command, actor)
    follow(draft, action, token, command.branches, values)


def follow(
    draft: Draft,
    action: Action,
    token: Token,
    chosen: tuple[str, ...],
    values: Mapping[str, Value],
) -> None:
    """Add what follows from an action once its token has moved."""
    do_to_clocks(draft, action.clocks, token)
    _reach_outcome(draft, action)
    if action.fork is not None:
        _open_branches(draft, draft.definition.fork[action.fork], token, chosen, values)
    if action.child is not None:
        key = f"child.{len(draft.case.children) + 1}"
        draft.add(e.ChildOpened(draft.now, draft.by, key, action.child, token.id))
    send(draft, action.messages, token)
    if action.publishes is not None and holds(action.publishes, draft.situation, token):
        draft.add(e.Published(draft.now, draft.by))
    if not draft.reasons:
        settle(draft, token.id)


def settle(draft: Draft, token: str) -> None:
    """Close the case where its main token has ended, or join the branches where this one was waited for."""
    stands = draft.case.tokens[token]
    if not stands.is_ended or draft.case.is_closed:
        return
    if token == MAIN:
        _close(draft)
        return
    stop_clocks(draft, {token})
    _withdraw(draft, _under(draft, token))
    _try_join(draft, stands)


def send(draft: Draft, messages: Iterable[str], token: Token) -> None:
    """Add the messages: to the applicant, the party of the branch, all parties of a role, or a role."""
    for code in messages:
        message = draft.definition.message[code]
        for party in _recipients(draft, message.to, token):
            draft.add(e.MessageSent(draft.now, draft.by, code, message.to, party, token.id))


def _recipients(draft: Draft, role: str, token: Token) -> tuple[str, ...]:
    known = draft.case.parties.get(role, ("",))
    return (token.party,) if token.party in known and token.party is not None else known


def _target(action: Action, token: Token) -> str:
    if action.to == SAME:
        return token.state
    return (token.came_from or token.state) if action.to == BACK else action.to


def _given_papers(command: Command) -> Mapping[str, tuple[str, ...]]:
    return {code: tuple(papers) for code, papers in command.materials.items() if papers}


def set_by(action: Action, values: Mapping[str, Value], today: date) -> Mapping[str, Value]:
    """What the action sets by itself; a copy of a field without a value sets nothing."""
    around = {**values, TODAY: today.isoformat()}
    result: dict[str, Value] = {}
    for given in action.sets:
        if given.copied_from is None:
            result[given.field] = given.value
        elif around.get(given.copied_from):
            result[given.field] = around[given.copied_from]
    return result


def _hand(draft: Draft, handing: Handing, token: Token, command: Command, actor: Actor) -> None:
    """Change who holds the step; a transfer leaves it to the other organisation to say who."""
    stands, to = draft.case.tokens[token.id], command.to or ""
    holder, organisation, answerable = stands.holder or "", stands.organisation, ""
    if handing is Handing.CLAIM:
        holder = actor.id
    elif handing is Handing.ASSIGN:
        holder = to
    elif handing is Handing.TRANSFER:
        holder, organisation = "", to
    elif handing is Handing.DELEGATE:
        holder, answerable = to, stands.answerable or stands.holder or actor.id
    else:
        holder = stands.answerable or ""
    draft.add(e.Handed(draft.now, draft.by, token.id, handing.value, holder, organisation, answerable))


def _reach_outcome(draft: Draft, action: Action) -> None:
    outcome = action.outcome
    if action.outcome_from is not None:
        outcome = str(draft.case.values.get(action.outcome_from, "")) or None
    if outcome is not None:
        draft.add(e.OutcomeReached(draft.now, draft.by, outcome))


def _open_branches(
    draft: Draft, fork: Fork, parent: Token, chosen: tuple[str, ...], values: Mapping[str, Value]
) -> None:
    before = draft.case.opened_branches
    for branch in fork.branches:
        if not fork.is_chosen or branch.code in chosen:
            _open_branch(draft, fork, branch, parent, values)
    opened = draft.case.opened_branches - before
    if opened == 0:
        draft.refuse("branch", f"“{fork.title}”没有可开启的分支，请至少选定一方。", fork.code)
    elif fork.mode is JoinMode.SOME and len(_siblings(draft, fork, parent.id)) < fork.needed:
        text = f"“{fork.title}”须有{fork.needed}个分支完成，只选了{opened}个。"
        draft.refuse("branch", text, fork.code)


def _open_branch(
    draft: Draft, fork: Fork, branch: Branch, parent: Token, values: Mapping[str, Value]
) -> None:
    if branch.per is None:
        parties: tuple[str, ...] = ("",)
        if any(t.branch == branch.code and t.is_open for t in _siblings(draft, fork, parent.id)):
            draft.refuse("branch", f"“{branch.title}”已经开启，尚未结束。", branch.code)
    else:
        parties = tuple(values.get(branch.per, ()))
    role = "" if branch.per is None else (draft.definition.field[branch.per].role or "")
    for party in parties:
        key = f"{branch.code}.{draft.case.opened_branches + 1}"
        holder = party if branch.is_handed_over else draft.case.tokens[parent.id].organisation
        draft.add(
            e.BranchOpened(
                draft.now,
                draft.by,
                key,
                fork.code,
                branch.code,
                parent.id,
                branch.begins,
                party,
                role,
                holder,
            )
        )
        do_to_clocks(draft, branch.clocks, draft.case.tokens[key])
        send(draft, branch.messages, draft.case.tokens[key])


def _siblings(draft: Draft, fork: Fork, parent: str) -> list[Token]:
    """The branches of the fork as it stands open now, those withdrawn left out."""
    current = draft.case.joins.get(f"{fork.code}@{parent}", 0)
    return [
        token
        for token in draft.case.tokens.values()
        if (token.fork, token.parent, token.round) == (fork.code, parent, current) and not token.is_withdrawn
    ]


def _try_join(draft: Draft, ended: Token) -> None:
    fork, parent = draft.definition.fork[ended.fork or ""], ended.parent or MAIN
    siblings = _siblings(draft, fork, parent)
    still_open = sum(token.is_open for token in siblings)
    good = sum(token.is_ended and _counts(draft, token) for token in siblings)
    needed = {JoinMode.ALL: len(siblings), JoinMode.ANY: 1}.get(fork.mode, fork.needed)
    if good >= needed:
        _join(draft, fork, parent, fork.to, True)
    elif good + still_open < needed:
        _join(draft, fork, parent, fork.otherwise or fork.to, False)


def _counts(draft: Draft, token: Token) -> bool:
    counts = draft.definition.branch[token.branch or ""].counts
    return not counts or token.state in counts


def _join(draft: Draft, fork: Fork, parent: str, state: str, is_met: bool) -> None:
    _withdraw(draft, [token.id for token in _siblings(draft, fork, parent) if token.is_open])
    draft.add(e.Joined(draft.now, draft.by, fork.code, parent, state, is_met))
    token = draft.case.tokens[parent]
    do_to_clocks(draft, fork.clocks, token)
    send(draft, fork.messages, token)
    settle(draft, parent)


def _under(draft: Draft, token: str) -> list[str]:
    """The open branches that hang from the token."""
    return [t.id for t in draft.case.open_tokens if t.parent == token]


def _withdraw(draft: Draft, tokens: Iterable[str]) -> None:
    """Withdraw the branches, those that hang from them first, and stop their clocks."""
    for key in tokens:
        _withdraw(draft, _under(draft, key))
        stop_clocks(draft, {key})
        draft.add(e.BranchWithdrawn(draft.now, draft.by, key))


def _close(draft: Draft) -> None:
    _withdraw(draft, _under(draft, MAIN))
    stop_clocks(draft)
    case = draft.case
    draft.add(e.Closed(draft.now, draft.by, case.main.state, case.outcome or ""))
    outcome = draft.definition.outcome.get(case.outcome or "")
    if outcome is not None and outcome.is_published and case.published_at is None:
        draft.add(e.Published(draft.now, draft.by))
