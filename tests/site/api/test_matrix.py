"""Every operation with every role, by a token with every scope: who gets through."""

from __future__ import annotations

from typing import Final

import pytest

from tests.site.api.programs import V1, program
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE
from xunzheng.site.api.interface import document
from xunzheng.site.project.access import METHODS, ROUTES

pytestmark = pytest.mark.django_db
_WORKING: Final = "co-producer receiver handler approver editor supervisor leader"
_READING: Final = f"citizen {_WORKING} auditor"
_STAFF: Final = f"{_WORKING} auditor registrar"
_ALL: Final = f"citizen {_STAFF}"
MATRIX: Final = {
    "listCases": _READING,
    "openCase": "citizen receiver",
    "findCases": _READING,
    "listTasks": _WORKING,
    "showCase": _READING,
    "listEvents": _READING,
    "listClocks": _READING,
    "explainClock": _READING,
    "listActions": _READING,
    "actOnCase": f"citizen {_WORKING}",
    "listMessages": _READING,
    "listLinks": _READING,
    "linkCases": f"citizen {_WORKING}",
    "readPersonal": _WORKING,
    "keepPaper": f"citizen {_WORKING}",
    "listPapers": _READING,
    "fetchPaper": _READING,
    "showMe": _ALL,
    "listProcesses": _ALL,
    "showProcess": _ALL,
    "drawProcess": _ALL,
    "listRules": _ALL,
    "showRule": _ALL,
    "computeDue": _ALL,
    "countWorkdays": _ALL,
    "readIdentifier": _ALL,
    "listRows": _STAFF,
    "showRow": _STAFF,
}
"""The operations by their ids: which roles get as far as the object. Administrators have no tokens."""
STRANGE: Final = {"number": "NONE-1", "key": "reply", "reference": "0" * 32, "kind": "organisation"}
WHO: Final = ("citizen", *(str(role) for role in APPOINTABLE if role not in ADMINISTRATORS))


def operations() -> dict[str, tuple[str, str]]:
    return {
        operation["operationId"]: (method, path)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    }


def test_each_operation_has_a_line() -> None:
    assert set(operations()) == set(MATRIX)


def test_each_need_of_a_method_belongs_to_a_route() -> None:
    assert {name for name, _ in METHODS} <= set(ROUTES)


@pytest.mark.parametrize("who", WHO)
def test_who_gets_through(who: str) -> None:
    by = program(who, *(() if who == "citizen" else (who,)))
    wrong = []
    for name, (method, path) in operations().items():
        address = path
        for slot in ("number", "key", "reference", "kind", "code", "version"):
            address = address.replace(f"{{{slot}}}", STRANGE.get(slot, "none"))
        assert address.startswith(V1)
        if method == "post":
            answer = by.client.post(address, "{}", content_type="application/json", headers=by.headers())
        else:
            answer = by.client.get(address, headers=by.headers())
        assert answer.status_code < 500, name
        if (answer.status_code not in (401, 403)) is not (who in MATRIX[name].split()):
            wrong.append(f"{who} {name}: {answer.status_code}")
    assert wrong == []
