"""Rules, due moments, working days, identifiers, processes, the registry: what the command line answers."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.site.api.programs import Program, problem, program
from xunzheng.cli.app import app
from xunzheng.site.registry.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody() -> Program:
    return program("anybody")


@pytest.fixture
def staff() -> Program:
    return program("h", "handler")


def typed(*arguments: str) -> Any:
    """What the command line answers as JSON."""
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.output)


def test_due_is_what_the_command_line_says(anybody: Program) -> None:
    start, now = "2024-09-27T15:00:00+08:00", "2024-10-10T09:00:00+08:00"
    asked = {
        "rule": "FOI.REPLY",
        "start": start,
        "now": now,
        "extend": 10,
        "explain": True,
        "pauses": [
            {
                "start": "2024-10-08T00:00:00",
                "end": "2024-10-15T00:00:00",
                "ground": "third-party",
                "approver": "李",
            }
        ],
    }
    told = anybody.post("/due", asked)
    assert told.status_code == 200, told.content.decode()
    pause = "2024-10-08T00:00:00..2024-10-15T00:00:00=third-party@李"
    expected = typed(
        "due", "FOI.REPLY", "--start", start, "--now", now, "--extend", "10", "--pause", pause,
        "--format", "json",
    )  # fmt: skip
    assert told.json() == expected


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rule": "FOI.REPLI"}, "FOI.REPLY"),
        ({"start": "2027-01-04T09:00:00"}, "2027"),
        ({"extend": 21}, "20"),
        ({"region": "没有这里"}, "地区"),
        ({"pauses": [{"start": "2024-10-08", "ground": "x"}]}, "2024-09-27T15:00"),
    ],
)
def test_what_the_law_does_not_allow_is_refused(anybody: Program, change: dict[str, Any], said: str) -> None:
    asked = {"rule": "FOI.REPLY", "start": "2024-09-27T15:00:00", "now": "2024-10-10T09:00:00", **change}
    answer = anybody.post("/due", asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_years_without_a_notice_are_counted_only_if_asked(anybody: Program) -> None:
    asked = {"rule": "FOI.REPLY", "start": "2027-01-04T09:00:00"}
    assert anybody.post("/due", {**asked, "provisional": True}).json()["provisional"]
    far = {**asked, "start": "2999-01-04T09:00:00", "provisional": True}
    problem(anybody.post("/due", far), 422, "invalid")


def test_workdays_are_what_the_command_line_says(anybody: Program) -> None:
    told = anybody.get("/workdays", **{"from": "2024-09-27", "to": "2024-10-14"}).json()
    expected = typed("workdays", "2024-09-27", "2024-10-14", "--format", "json")
    assert told["working_days"] == expected["working_days"] == 8
    assert told["holidays"] == expected["holidays"]
    assert told["make_up_days"] == expected["make_up_days"]
    problem(anybody.get("/workdays", **{"from": "2024-09-27", "to": "2024-09-26"}), 422, "invalid")


@pytest.mark.parametrize("code", ["91110000600037341L", "431181", "91110000600037341X"])
def test_identifiers_are_what_the_command_line_says(anybody: Program, code: str) -> None:
    told = anybody.post("/identifiers", {"code": code, "on": "2026-03-02"}).json()
    expected = typed("id", code, "--on", "2026-03-02", "--format", "json")["readings"]
    assert [each["kind"] for each in told["readings"]] == [each["kind"] for each in expected]
    assert [each["holds"] for each in told["readings"]] == [each["holds"] for each in expected]


def test_a_person_s_number_is_masked(anybody: Program) -> None:
    answer = anybody.post("/identifiers", {"code": "11010519491231002X"})
    assert answer.json()["readings"][0]["masked"]
    assert "19491231" not in answer.content.decode()


def test_rules_are_found_by_words_and_by_code(anybody: Program) -> None:
    assert anybody.get("/rules/foi.reply").json()["limit"] == {"amount": 20, "unit": "wd"}
    codes = [each["code"] for each in anybody.get("/rules", q="FOI 答复").json()]
    assert "FOI.REPLY" in codes
    assert len(anybody.get("/rules").json()) > len(codes)
    problem(anybody.get("/rules/NO.SUCH"), 404, "missing")
    problem(anybody.get("/rules/FOI.REPLY", on="1990-01-01"), 404, "missing")


def test_processes_are_told_and_drawn(anybody: Program) -> None:
    assert "foi-request" in [each["code"] for each in anybody.get("/processes").json()]
    told = anybody.get("/processes/foi-request/1").json()
    assert told["citation"].startswith("《中华人民共和国政府信息公开条例》")
    assert "extend" in [each["code"] for each in told["actions"]]
    drawn = anybody.get("/processes/foi-request/1/drawing.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    problem(anybody.get("/processes/foi-request/99"), 404, "missing")


def test_the_registry_is_told_as_it_was_on_a_day(staff: Program) -> None:
    Organisation.objects.create(
        code="A", name="甲局", valid_from=date(2020, 1, 1), valid_to=date(2024, 1, 1), kind="局"
    )
    Organisation.objects.create(code="A", name="甲委", valid_from=date(2024, 1, 1), kind="委")
    assert staff.get("/registry/organisation/A", on="2023-12-31").json()["name"] == "甲局"
    assert staff.get("/registry/organisation/A").json()["name"] == "甲委"
    assert [each["name"] for each in staff.get("/registry/organisation").json()["items"]] == ["甲委"]
    assert staff.get("/registry/organisation", q="乙").json() == {"items": [], "next": None}
    problem(staff.get("/registry/organisation/B"), 404, "missing")
    problem(staff.get("/registry/planet"), 422, "invalid")


def test_me_says_who_and_what_for(staff: Program) -> None:
    told = staff.get("/me").json()
    assert (told["id"], told["roles"], told["is_citizen"]) == (staff.id, ["handler"], False)
    assert "cases:read" in told["scopes"]
