"""SpiffWorkflow's side: the same steps as a BPMN process, its state saved as JSON at each of them.

A step loads the state out of the row of the case, completes the task that is ready, lets the engine run,
and saves the state again, all in one transaction with the row locked: what a site does that keeps no case
in memory. Nothing else is written: no clock, no task list, no journal, no message.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from _crew import Place
from _request import STEPS, VALUES

_TABLE = "CREATE TABLE workflow (id {key}, state TEXT NOT NULL, version INTEGER NOT NULL)"
_INSERT = "INSERT INTO workflow (state, version) VALUES (%s, 1) RETURNING id"
_SELECT = "SELECT state FROM workflow WHERE id = %s"
_UPDATE = "UPDATE workflow SET state = %s, version = version + 1 WHERE id = %s"
_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def process() -> bytes:
    """The request as BPMN: a task for each step, a gateway that sends a draft back once."""
    tasks = "".join(
        f'<manualTask id="{code}" name="{code}"/>'
        for code in ("register", "claim", "confirm", "draft", "review", "deliver")
    )
    ways = (
        ("start", "register"), ("register", "claim"), ("claim", "confirm"), ("confirm", "draft"),
        ("draft", "review"), ("review", "choice"), ("deliver", "end"),
    )  # fmt: skip
    flows = "".join(f'<sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in ways)
    return f"""<definitions xmlns="{_BPMN}" id="d" targetNamespace="x"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><process id="request" isExecutable="true">
        <startEvent id="start"/><endEvent id="end"/><exclusiveGateway id="choice" default="choice-draft"/>
        {tasks}{flows}<sequenceFlow id="choice-draft" sourceRef="choice" targetRef="draft"/>
        <sequenceFlow id="choice-deliver" sourceRef="choice" targetRef="deliver"><conditionExpression
        xsi:type="tFormalExpression">decision == "approve"</conditionExpression></sequenceFlow>
        </process></definitions>""".encode()


def prepare(place: Place) -> None:
    """Make the table."""
    key = "BIGSERIAL PRIMARY KEY" if place.is_postgresql else "INTEGER PRIMARY KEY"
    if place.is_postgresql:
        with psycopg.connect(place.url) as connection:
            connection.execute(_TABLE.format(key=key).encode())
        return
    with sqlite3.connect(place.file) as file:
        file.execute(_TABLE.format(key=key))


def steps(place: Place) -> Iterator[None]:
    """Requests, opened and answered one after another, a step at a time."""
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(process()))
    spec, serializer = parser.get_spec("request"), BpmnWorkflowSerializer()
    transact = _on_postgresql(place) if place.is_postgresql else _on_sqlite(place)
    lock = " FOR UPDATE" if place.is_postgresql else ""
    for _ in _take(spec, serializer, transact, lock):
        pass
    yield
    while True:
        yield from _take(spec, serializer, transact, lock)


def _take(spec: Any, serializer: Any, transact: Any, lock: str) -> Iterator[None]:
    def opened(run: Any) -> Any:
        flow = BpmnWorkflow(spec)
        flow.do_engine_steps()
        flow.get_next_task(state=TaskState.READY, manual=True).data.update(VALUES)
        return run(_INSERT, [serializer.serialize_json(flow)]).fetchone()[0]

    case_id = transact(opened)
    yield
    for _, action, given in STEPS:

        def taken(run: Any, action: str = action, given: dict[str, Any] = given) -> Any:
            flow = serializer.deserialize_json(run(_SELECT + lock, [case_id]).fetchone()[0])
            task = flow.get_next_task(state=TaskState.READY, manual=True)
            task.data.update(given.get("values", {}), decision=action)
            task.run()
            flow.do_engine_steps()
            run(_UPDATE, [serializer.serialize_json(flow), case_id])
            return flow.is_completed()

        is_completed = transact(taken)
        yield
    assert is_completed, "the last step ends the process"


def _on_postgresql(place: Place) -> Callable[[Callable[[Any], Any]], Any]:
    connection = psycopg.connect(place.url, prepare_threshold=2)

    def transact(act: Callable[[Any], Any]) -> Any:
        with connection.transaction():
            return act(lambda sql, values: connection.execute(sql.encode(), values))

    return transact


def _on_sqlite(place: Place) -> Callable[[Callable[[Any], Any]], Any]:
    connection = sqlite3.connect(place.file, isolation_level=None, timeout=20)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000"
    )

    def transact(act: Callable[[Any], Any]) -> Any:
        connection.execute("BEGIN IMMEDIATE")
        answer = act(lambda sql, values: connection.execute(sql.replace("%s", "?"), values))
        connection.execute("COMMIT")
        return answer

    return transact
