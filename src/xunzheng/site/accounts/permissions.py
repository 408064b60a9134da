"""Who may do what: one table of permissions, each with the roles that have it and how far they reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.accounts.roles import APPOINTABLE, Role


class Reach(StrEnum):
    """How far a permission reaches from the place of the one who holds it."""

    OWN = "own"
    ORGANISATION = "organisation"
    BELOW = "below"
    REGION = "region"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Permission:
    """What is allowed, by which roles with which reach; `scope` is what a token needs for it.

    A permission without a scope is not had by any token, only by somebody at the screen.
    """

    title_zh: str
    title_en: str
    reaches: Mapping[Role, Reach] = field(default_factory=dict)
    scope: str | None = None


_OF_ADMINISTRATORS: Final = {Role.SYSTEM_ADMIN: Reach.ALL, Role.SECURITY_ADMIN: Reach.ALL}
_OF_CITIZENS: Final = {Role.APPLICANT: Reach.OWN, Role.THIRD_PARTY: Reach.OWN}
_OF_STAFF: Final = {
    Role.CO_PRODUCER: Reach.ORGANISATION,
    Role.RECEIVER: Reach.ORGANISATION,
    Role.HANDLER: Reach.ORGANISATION,
    Role.APPROVER: Reach.ORGANISATION,
    Role.EDITOR: Reach.ORGANISATION,
    Role.SUPERVISOR: Reach.BELOW,
    Role.LEADER: Reach.REGION,
}
_SYSTEM: Final = {Role.SYSTEM_ADMIN: Reach.ALL}
_SECURITY: Final = {Role.SECURITY_ADMIN: Reach.ALL}
_AUDIT: Final = {Role.AUDIT_ADMIN: Reach.ALL}
_OVERSIGHT: Final = {Role.SUPERVISOR: Reach.BELOW, Role.LEADER: Reach.REGION}
_OPENING: Final = {Role.APPLICANT: Reach.OWN, Role.RECEIVER: Reach.ORGANISATION}
_KEEPING: Final = {Role.REGISTRAR: Reach.ALL}  # the registry is one for the whole site
_READING: Final = {**_OF_CITIZENS, **_OF_STAFF, Role.AUDITOR: Reach.REGION}
_LOOKING_UP: Final = dict.fromkeys(APPOINTABLE, Reach.ALL)

_PUBLISHING: Final = {Role.EDITOR: Reach.ORGANISATION, Role.APPROVER: Reach.ORGANISATION}

PERMISSIONS: Final[Mapping[str, Permission]] = {
    "accounts.read": Permission("查看账户", "See accounts", _OF_ADMINISTRATORS),
    "accounts.manage": Permission("建立和锁定账户，重置口令", "Make, lock and reset accounts", _SYSTEM),
    "appointments.manage": Permission("任命与免去角色", "Appoint, and end appointments", _SECURITY),
    "access.manage": Permission("重置第二因素，吊销令牌", "Reset second factors, revoke tokens", _SECURITY),
    "journal.read": Permission("查看日志", "Read the journal", _AUDIT),
    "journal.verify": Permission("核对日志链", "Verify the journal", _AUDIT),
    "registry.read": Permission("查看机构、区划与岗位", "See the registry", _LOOKING_UP, "registry:read"),
    "registry.manage": Permission("维护机构、区划与岗位", "Keep the registry", _KEEPING, "registry:write"),
    "cases.open": Permission("提出申请", "Open a case", _OPENING, "cases:write"),
    "cases.read": Permission("查看办件", "See cases", _READING, "cases:read"),
    "cases.act": Permission("办理办件", "Act on cases", {**_OF_CITIZENS, **_OF_STAFF}, "cases:write"),
    "cases.personal": Permission(
        "读取办件里的个人信息", "Read personal values of cases", _OF_STAFF, "cases:personal"
    ),
    "cases.work": Permission("使用工作台", "Use the work list", _OF_STAFF, "cases:read"),
    "cases.supervise": Permission("督办", "Supervise cases", _OVERSIGHT, "cases:read"),
    "cases.audit": Permission("查看办件的日志", "Read the journal of a case", {Role.AUDITOR: Reach.REGION}),
    "cases.tend": Permission("处理停放的任务", "Tend to parked tasks", _SYSTEM),
    "openness.register": Permission(
        "登记线下的信息公开申请", "Register requests on paper", {Role.RECEIVER: Reach.ORGANISATION}
    ),
    "openness.prepare": Permission(
        "征求意见，区分处理", "Ask for opinions and redact", {Role.HANDLER: Reach.ORGANISATION}
    ),
    "openness.publish": Permission("公布信息公开的答复", "Publish answers to requests", _PUBLISHING),
}
"""The one table of permissions; nothing is allowed that is not in it."""

SCOPES: Final = tuple(sorted({each.scope for each in PERMISSIONS.values() if each.scope}))
"""What a token can be made for."""


def may(
    actor: Actor,
    permission: str,
    organisation: str | None = None,
    region: str | None = None,
    owner: str | None = None,
) -> bool:
    """Whether the actor may, on an object of this organisation, region and owner; without any, at all.

    `organisation` is the path of the object's organisation from the root down, separated by `/`, or its
    code alone; `region` six digits; `owner` an actor's id. Where none of the three is given the answer
    says whether there is any object on which it is allowed, which is what a route or a menu asks.
    Raises KeyError for a permission that is not in the table.
    """
    entry = PERMISSIONS[permission]
    if not actor.is_signed_in or not _is_in_scope(actor, entry):
        return False
    if organisation is None and region is None and owner is None:
        return any(role in actor.roles for role in entry.reaches)
    owns = owner is not None and owner == actor.id
    return any(
        (reach is Reach.OWN and owns and role in actor.roles)
        or any(
            held.role == role and _reaches(held, reach, organisation, region) for held in actor.appointments
        )
        for role, reach in entry.reaches.items()
    )


def _is_in_scope(actor: Actor, entry: Permission) -> bool:
    return actor.scopes is None or (entry.scope is not None and entry.scope in actor.scopes)


def _reaches(held: Held, reach: Reach, organisation: str | None, region: str | None) -> bool:
    path = [code for code in (organisation or "").split("/") if code]
    if reach is Reach.ORGANISATION:
        return bool(path) and path[-1] == held.organisation
    if reach is Reach.BELOW:
        return held.organisation in path
    if reach is Reach.REGION:
        return bool(region) and is_within(str(region), held.region)
    return reach is Reach.ALL


def is_within(region: str, upper: str) -> bool:
    """Whether the region is the upper one or lies in it, by the pairs of GB/T 2260.

    >>> is_within("431181", "431100"), is_within("431100", "431181"), is_within("431181", "")
    (True, False, False)
    """
    stem = upper
    while stem.endswith("00"):
        stem = stem[:-2]
    return stem != "" and region.startswith(stem)
