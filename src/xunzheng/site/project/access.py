"""What each address of the site asks for, in one table; `gate` sees to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.permissions import PERMISSIONS, may

PUBLIC: Final = "public"
"""Anybody, signed in or not."""
STARTED: Final = "started"
"""Whoever has given a password, although a step may still be lacking."""
SIGNED_IN: Final = "signed-in"
"""Whoever is signed in; the page shows what is his own."""

ROUTES: Final[Mapping[str, str]] = {
    # the audit of reports: open to all, without a database
    "front": PUBLIC,
    "sample": PUBLIC,
    "local": PUBLIC,
    "deleted": PUBLIC,
    "report": PUBLIC,
    "delete": PUBLIC,
    "batches": PUBLIC,
    "batch": PUBLIC,
    "batch-deleted": PUBLIC,
    "batch-live": PUBLIC,
    "batch-summary": PUBLIC,
    "batch-file": PUBLIC,
    "batch-export": PUBLIC,
    "batch-stop": PUBLIC,
    "batch-resume": PUBLIC,
    "batch-delete": PUBLIC,
    # health and metrics: a word for the public, the rest by token or from this machine (operations.views)
    "operations:live": PUBLIC,
    "operations:ready": PUBLIC,
    "operations:metrics": PUBLIC,
    # accounts
    "accounts:login": PUBLIC,
    "accounts:oidc": PUBLIC,
    "accounts:oidc-back": PUBLIC,
    "accounts:second-factor": STARTED,
    "accounts:logout": STARTED,
    "accounts:password": STARTED,
    "accounts:set-up": STARTED,
    "accounts:picture": STARTED,
    "accounts:account": SIGNED_IN,
    "accounts:renew-codes": SIGNED_IN,
    "accounts:stop-factor": SIGNED_IN,
    "accounts:end-others": SIGNED_IN,
    "accounts:end-session": SIGNED_IN,
    "accounts:make-token": SIGNED_IN,
    "accounts:revoke-token": SIGNED_IN,
    "accounts:people": "accounts.read",
    "accounts:person": "accounts.read",
    "accounts:new-person": "accounts.manage",
    "accounts:lock": "accounts.manage",
    "accounts:unlock": "accounts.manage",
    "accounts:reset-password": "accounts.manage",
    "accounts:appoint": "appointments.manage",
    "accounts:end-appointment": "appointments.manage",
    "accounts:reset-factor": "access.manage",
    "accounts:revoke-others-token": "access.manage",
    # the journal
    "journal:entries": "journal.read",
    "journal:entry": "journal.read",
    "journal:heads": "journal.read",
    "journal:export": "journal.verify",
    # the registry
    "registry:front": "registry.read",
    "registry:rows": "registry.read",
    "registry:row": "registry.read",
    "registry:new": "registry.manage",
    "registry:change": "registry.manage",
    "registry:end": "registry.manage",
    "registry:import": "registry.manage",
    "registry:apply": "registry.manage",
    "registry:refused": "registry.manage",
    # cases
    "cases:work": "cases.work",
    "cases:board": "cases.supervise",
    "cases:parked": "cases.tend",
    "cases:resume": "cases.tend",
    "cases:processes": SIGNED_IN,
    "cases:process": SIGNED_IN,
    "cases:case": "cases.read",
    "cases:drawing": "cases.read",
    "cases:personal": "cases.read",
    "cases:paper": "cases.read",
    "cases:link": "cases.work",
    "cases:act": "cases.act",
    "cases:journal": "cases.audit",
    # openness: the citizen's pages are open to all; each asks for its number and code, session or link
    "openness:index": PUBLIC,
    "openness:published": PUBLIC,
    "openness:published-file": PUBLIC,
    "openness:feed": PUBLIC,
    "openness:yearly": PUBLIC,
    "openness:yearly-file": PUBLIC,
    "openness:request": PUBLIC,
    "openness:follow": PUBLIC,
    "openness:leave": PUBLIC,
    "openness:followed": PUBLIC,
    "openness:act": PUBLIC,
    "openness:paper": PUBLIC,
    "openness:receipt": PUBLIC,
    "openness:answer": PUBLIC,
    "openness:register": "openness.register",
    "openness:ask": "openness.prepare",
    "openness:opinion-file": "openness.prepare",
    "openness:redact": "openness.prepare",
    "openness:mark": "openness.prepare",
    "openness:decide": "cases.work",
    "openness:letter-page": "cases.work",
    "openness:letter": "cases.work",
    "openness:staff-receipt": "cases.work",
    "openness:deliver": "cases.work",
    "openness:waiting": "openness.publish",
    "openness:publish": "openness.publish",
    "openness:withdraw": "openness.publish",
    # the interface for programs: by token alone, whose scope must cover the permission
    "api:reference": PUBLIC,
    "api:openapi": PUBLIC,
    "api:nothing": PUBLIC,
    "api:me": SIGNED_IN,
    "api:cases": "cases.read",
    "api:search": "cases.read",
    "api:tasks": "cases.work",
    "api:case": "cases.read",
    "api:events": "cases.read",
    "api:clocks": "cases.read",
    "api:clock": "cases.read",
    "api:actions": "cases.read",
    "api:messages": "cases.read",
    "api:links": "cases.read",
    "api:personal": "cases.personal",
    "api:commands": "cases.act",
    "api:papers": "cases.act",
    "api:case-papers": "cases.read",
    "api:case-paper": "cases.read",
    "api:processes": SIGNED_IN,
    "api:process": SIGNED_IN,
    "api:process-drawing": SIGNED_IN,
    "api:rules": SIGNED_IN,
    "api:rule": SIGNED_IN,
    "api:due": SIGNED_IN,
    "api:workdays": SIGNED_IN,
    "api:identifiers": SIGNED_IN,
    "api:rows": "registry.read",
    "api:row": "registry.read",
}
"""Name of the route → PUBLIC, STARTED, SIGNED_IN, or the permission that is asked for."""

METHODS: Final[Mapping[tuple[str, str], str]] = {
    ("api:cases", "POST"): "cases.open",
    ("api:links", "POST"): "cases.act",
}
"""What a route asks for by one method, where that is something else."""


def is_allowed(actor: Actor, need: str) -> bool:
    """Whether the actor has what a route asks for, leaving aside the objects that it shows."""
    if need in PERMISSIONS:
        return may(actor, need)
    return need == PUBLIC or actor.is_signed_in
