"""Who gets through to each route: the expected answers, one line a route. A new route needs a line here.

The words of a line are roles (codes), or `everybody` (nobody signed in among them), `started` (a session,
even one that lacks a step), `signed-in`. Who is not named is sent to sign in, or answered 403 if he is
signed in.
"""

from __future__ import annotations

from typing import Final

_STAFF = "co-producer receiver handler approver supervisor leader registrar editor auditor"
_ALL_STAFF = f"{_STAFF} system-admin security-admin audit-admin"

MATRIX: Final = {
    "front": "everybody",
    "sample": "everybody",
    "local": "everybody",
    "deleted": "everybody",
    "report": "everybody",
    "delete": "everybody",
    "batches": "everybody",
    "batch-deleted": "everybody",
    "batch": "everybody",
    "batch-live": "everybody",
    "batch-summary": "everybody",
    "batch-file": "everybody",
    "batch-export": "everybody",
    "batch-stop": "everybody",
    "batch-resume": "everybody",
    "batch-delete": "everybody",
    "operations:live": "everybody",
    "operations:ready": "everybody",
    "operations:metrics": "everybody",
    "accounts:login": "everybody",
    "accounts:oidc": "everybody",
    "accounts:oidc-back": "everybody",
    "accounts:second-factor": "started",
    "accounts:logout": "started",
    "accounts:password": "started",
    "accounts:set-up": "started",
    "accounts:picture": "started",
    "accounts:account": "signed-in",
    "accounts:renew-codes": "signed-in",
    "accounts:stop-factor": "signed-in",
    "accounts:end-others": "signed-in",
    "accounts:end-session": "signed-in",
    "accounts:make-token": "signed-in",
    "accounts:revoke-token": "signed-in",
    "accounts:people": "system-admin security-admin",
    "accounts:person": "system-admin security-admin",
    "accounts:new-person": "system-admin",
    "accounts:lock": "system-admin",
    "accounts:unlock": "system-admin",
    "accounts:reset-password": "system-admin",
    "accounts:appoint": "security-admin",
    "accounts:end-appointment": "security-admin",
    "accounts:reset-factor": "security-admin",
    "accounts:revoke-others-token": "security-admin",
    "journal:entries": "audit-admin",
    "journal:entry": "audit-admin",
    "journal:heads": "audit-admin",
    "journal:export": "audit-admin",
    "registry:front": _ALL_STAFF,
    "registry:rows": _ALL_STAFF,
    "registry:row": _ALL_STAFF,
    "registry:new": "registrar",
    "registry:change": "registrar",
    "registry:end": "registrar",
    "registry:import": "registrar",
    "registry:apply": "registrar",
    "registry:refused": "registrar",
}
