"""The roles to which somebody is appointed, and which of them nobody holds together."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A role by its code; citizens are applicants and third parties without an appointment."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third-party"
    CO_PRODUCER = "co-producer"
    RECEIVER = "receiver"
    HANDLER = "handler"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    REGISTRAR = "registrar"
    EDITOR = "editor"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system-admin"
    SECURITY_ADMIN = "security-admin"
    AUDIT_ADMIN = "audit-admin"


ADMINISTRATORS: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""三员: each watches the other two, and none of them takes part in the business."""
CITIZEN_ROLES: Final = frozenset({Role.APPLICANT, Role.THIRD_PARTY})
"""What every citizen is; nobody is appointed to these."""
APPOINTABLE: Final = tuple(role for role in Role if role not in CITIZEN_ROLES)


def is_conflict(one: str, other: str) -> bool:
    """Whether nobody may hold both roles: two administrators, or one of them and a business role.

    GB/T 22239-2019, 8.1.5: the three administrators are kept apart.

    >>> is_conflict("system-admin", "audit-admin"), is_conflict("handler", "approver")
    (True, False)
    """
    return one != other and (one in ADMINISTRATORS or other in ADMINISTRATORS)
