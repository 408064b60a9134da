"""The board and search are walked by their indexes, for whoever sees a whole region as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.site.cases.offices import HANDLER, NOW, OFFICE, REGION, brought_to, opened, staff
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases import driver, lists, reckoning, search
from xunzheng.site.registry.models import Organisation

pytestmark = pytest.mark.django_db
LEADER, AUDITOR = staff("leader", "leader"), staff("auditor", "auditor")
SUPERVISOR = staff("supervisor", "supervisor")


@pytest.fixture(autouse=True)
def cases() -> None:
    """Some cases, and the office in the registry."""
    Organisation.objects.create(
        code=OFFICE, name="办公室", parent="", region=REGION, kind="bureau", valid_from=NOW.date()
    )
    brought_to(2, "a")
    opened("b", content="学校维修计划")


def plans_of(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Each statement about cases that the act asks, and how the database would walk it.

    PostgreSQL is kept from scanning because the tables are small.
    """
    asked: list[tuple[str, Sequence[Any]]] = []

    def record(questions: Sequence[driver.Question]) -> Any:
        asked.extend(questions)
        return driver.ask(questions)

    for module in (lists, search, reckoning):
        monkeypatch.setattr(module, "ask", record)
    with CaptureQueriesContext(connection) as captured:
        act()
    # What the ORM asks comes with its values in it.
    asked += [(query["sql"], []) for query in captured if query["sql"].startswith("SELECT")]
    explain = "EXPLAIN QUERY PLAN "
    if connection.vendor == "postgresql":
        explain = "EXPLAIN "
        for name in ("enable_seqscan", "enable_bitmapscan", "enable_sort"):
            driver.ask([(f"SELECT set_config('{name}', 'off', true)", [])])
    for sql, values in asked:
        if "cases_" in sql:
            yield sql, plan_of(explain + sql, values)


def plan_of(sql: str, values: Sequence[Any]) -> str:
    if values:
        ((rows),) = driver.ask([(sql, values)])
    else:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall()
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("actor", [SUPERVISOR, LEADER], ids=["of an office", "of a region"])
def test_the_board_reads_ranges_of_its_indexes(actor: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = list(plans_of(lambda: lists.board(actor, NOW), monkeypatch))
    assert len(plans) >= 3
    for sql, plan in plans:
        assert "case_light" in plan or "case_closed" in plan or "case_due" in plan, (sql, plan)
        assert "Seq Scan" not in plan
        assert "SCAN cases_case" not in plan


SEARCHES = ["FOI-REQUEST-2026", "李四", "维修", "学校 维修"]


@pytest.mark.parametrize("actor", [HANDLER, LEADER, AUDITOR], ids=["of an office", "of a region", "auditor"])
@pytest.mark.parametrize("text", SEARCHES)
def test_search_begins_at_an_index(actor: Actor, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody sees a whole region, the region is looked at on what an index found, never first."""
    plans = list(plans_of(lambda: search.find(text, actor, NOW), monkeypatch))
    assert plans
    for sql, plan in plans:
        assert "Seq Scan" not in plan, (sql, plan)
        assert not [line for line in plan.splitlines() if line.startswith("SCAN cases_")], (sql, plan)


def test_a_reckoning_walks_the_cases_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    def act() -> None:
        chore = reckoning.begin("one", NOW, afresh=True)
        assert chore is not None
        reckoning.go_on(chore, NOW, print)

    walked = [plan for sql, plan in plans_of(act, monkeypatch) if "closed_at IS NULL" in sql]
    assert walked
    for plan in walked:
        assert "TEMP B-TREE" not in plan
        assert "Seq Scan" not in plan
