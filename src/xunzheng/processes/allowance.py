"""Who may take an action: by role, and by how one stands to the case."""

from __future__ import annotations

from xunzheng.processes.case import Token
from xunzheng.processes.command import Actor, Reason
from xunzheng.processes.definition import SYSTEM, Action, Allowance, Definition, Relation

SYSTEM_ACTOR = Actor(SYSTEM, frozenset({SYSTEM}))

_RELATIONS = {
    Relation.ANY: "",
    Relation.HOLDER: "（本步骤的承办人）",
    Relation.ORGANISATION: "（本单位的）",
    Relation.APPLICANT: "（本人）",
    Relation.PARTY: "（被征求意见的一方）",
}


def not_allowed(
    definition: Definition, action: Action, token: Token, applicant: str, actor: Actor
) -> tuple[Reason, ...]:
    """Why the actor may not take the action; empty where one of its allowances fits."""
    with_role = [allowance for allowance in action.who if allowance.role in actor.roles]
    if any(_stands(allowance.relation, token, applicant, actor) for allowance in with_role):
        return ()
    wanted = "、".join(_in_words(definition, allowance) for allowance in action.who)
    if not with_role:
        return (Reason("role", f"“{action.title}”须由{wanted}办理，您没有这个身份。", action.code),)
    if any(allowance.relation is Relation.HOLDER for allowance in with_role):
        return (Reason("holder", _not_holder(action, token, wanted), action.code),)
    return (Reason("relation", f"“{action.title}”须由{wanted}办理，本案不在您的范围内。", action.code),)


def _stands(relation: Relation, token: Token, applicant: str, actor: Actor) -> bool:
    if relation is Relation.HOLDER:
        return actor.id in (token.holder, token.answerable)
    if relation is Relation.ORGANISATION:
        return actor.organisation == token.organisation
    if relation is Relation.APPLICANT:
        return actor.id == applicant
    if relation is Relation.PARTY:
        return token.party is not None and token.party in (actor.id, actor.organisation)
    return True


def _in_words(definition: Definition, allowance: Allowance) -> str:
    role = definition.role.get(allowance.role)
    return f"{'系统' if role is None else role.title}{_RELATIONS[allowance.relation]}"


def _not_holder(action: Action, token: Token, wanted: str) -> str:
    now = f"现由 {token.holder} 承办" if token.holder else "现在还没有人领办"
    return f"“{action.title}”须由{wanted}办理，{now}，您不是承办人。"
