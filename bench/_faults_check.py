"""Holds the database against what was acknowledged: nothing lost or done twice, the chains whole.

A process of its own that reads words from its standard input and answers each with one line of JSON:
`check`, `drain` (let a worker whose clock is ahead finish all that is due), `final`. Between them it holds no
connection, so that the next to open the database finds it just as what was killed has left it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

_AT_ONCE: Final = 500
_AHEAD: Final = timedelta(minutes=6)  # over the lease of a delivery whose worker was killed
_BY_COMMAND: Final = ("Opened", "Acted")
_OF_COMMAND: Final = ("key", "case_id", "version_before", "version_after")


@dataclass(slots=True)
class Checker:
    """What the clients have written down so far, and what was seen of the database at the last look."""

    book: Path
    read: int = 0
    done: dict[str, tuple[str, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    papers: dict[str, str] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    heads: tuple[Any, ...] = ()
    faults: list[str] = field(default_factory=list)

    def check(self) -> None:
        """What was acknowledged since the last look, what has changed, the chains: as of one moment."""
        self._read_book()
        with _one_moment():
            self._check()

    def _check(self) -> None:
        self._acknowledged(self.fresh)
        self.fresh.clear()
        self._cases()
        self._counted()
        self._journal()
        self._whole_file()

    def final(self) -> dict[str, int]:
        """Everything from the beginning; the counts."""
        self.versions.clear()
        self.heads = ()
        self.check()
        with _one_moment():
            self._acknowledged(list(self.done))
            self._exactly_once()
        self._timers()
        self._outbox()
        self._papers()
        return self._counts()

    def fault(self, sentence: str) -> None:
        """Keep a fault; the harness stops and shows it."""
        self.faults.append(sentence)

    def _read_book(self) -> None:
        with self.book.open("rb") as file:
            file.seek(self.read)
            for line in file:
                self._read_line(json.loads(line))
            self.read = file.tell()

    def _read_line(self, line: dict[str, Any]) -> None:
        if "done" in line:
            key, told = line["done"], (line["number"], line["version"])
            if self.done.setdefault(key, told) != told:
                self.fault(f"{key}: acknowledged as {self.done[key]} and as {told}")
            self.fresh.append(key)
        elif "refused" in line:
            self.refused.add(line["refused"])
        elif "paper" in line:
            self.papers[line["paper"]] = line["digest"]
        else:
            self.begun.add(line["begun"])

    def _acknowledged(self, keys: Sequence[str]) -> None:
        from xunzheng.site.cases.models import DoneCommand

        for some in _some(keys):
            found = DoneCommand.objects.filter(key__in=some)
            rows = found.values_list("key", "case__number", "version_after")
            kept = {key: (number, after) for key, number, after in rows}
            for key in some:
                if kept.get(key) != self.done[key]:
                    self.fault(f"{key}: acknowledged {self.done[key]}, kept {kept.get(key)}")

    def _cases(self) -> None:
        from xunzheng.site.cases.models import Case
        from xunzheng.site.cases.rebuild import rebuild

        now = dict(Case.objects.values_list("id", "version"))
        for case in self.versions:
            if now.get(case, 0) < self.versions[case]:
                self.fault(f"case {case}: was at {self.versions[case]}, is at {now.get(case)}")
        changed = [case for case, version in now.items() if self.versions.get(case) != version]
        for case in changed:
            found = rebuild(case)
            if found is not None:
                self.fault(f"rebuild: {found}")
        for some in _some(changed):
            self._events_of(some)
        self.versions = now

    def _events_of(self, cases: Sequence[int]) -> None:
        """Each event belongs to just one command, or to the system; each timer has fired once."""
        from xunzheng.processes.definition import SYSTEM
        from xunzheng.site.cases.models import DoneCommand, Event

        owner: dict[tuple[int, int], str] = {}
        found = DoneCommand.objects.filter(case__in=cases)
        for key, case, before, after in found.values_list(*_OF_COMMAND):
            for number in range(before + 1, after + 1):
                if owner.setdefault((case, number), key) != key:
                    self.fault(f"case {case}, event {number}: of {owner[case, number]} and of {key}")
        made: Counter[str] = Counter()
        fired: Counter[tuple[int, str]] = Counter()
        events = Event.objects.filter(case__in=cases).order_by("case_id", "number")
        for case, number, kind, who, text in events.values_list("case_id", "number", "kind", "who", "text"):
            key_of = owner.pop((case, number), None)
            if who != SYSTEM and key_of is None:
                self.fault(f"case {case}, event {number}: {kind} of {who}, but of no command")
            made[key_of or ""] += kind in _BY_COMMAND
            if kind in ("TimerFired", "ClockBreached"):
                fired[case, json.loads(text)["timer"]] += 1
        for place, key in owner.items():
            self.fault(f"{key}: its event {place} is not there")
        for key, times in made.items():
            if key and times != 1:
                self.fault(f"{key}: has acted {times} times")
        for (case, timer), times in fired.items():
            if times != 1:
                self.fault(f"case {case}: timer {timer} has fired {times} times")

    def _counted(self) -> None:
        from django.conf import settings

        from xunzheng.site.cases.models import Delivery, Event, Message
        from xunzheng.site.journal.models import Entry

        pairs = (
            ("events", Event.objects.count(), Entry.objects.filter(kind="case.event").count()),
            ("messages", Event.objects.filter(kind="MessageSent").count(), Message.objects.count()),
            ("deliveries", Message.objects.count() * len(settings.CASE_CHANNELS), Delivery.objects.count()),
        )
        for what, one, other in pairs:
            if one != other:
                self.fault(f"{what}: {one} and {other}")

    def _journal(self) -> None:
        from xunzheng.site.journal.verifying import heads, verify

        verdict = verify(self.heads)
        for broken in verdict.broken:
            self.fault(f"journal: {broken}")
        self.heads = heads()

    def _whole_file(self) -> None:
        from django.db import connection

        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA quick_check")
                found = cursor.fetchall()
            if found != [("ok",)]:
                self.fault(f"quick_check: {found[:3]}")

    def _exactly_once(self) -> None:
        """What was done is what was acknowledged, and nothing that was refused."""
        from xunzheng.site.cases.models import Case, DoneCommand

        kept = set(DoneCommand.objects.values_list("key", flat=True))
        for key in kept - set(self.done):
            known = "refused" if key in self.refused else "begun" if key in self.begun else "unknown"
            self.fault(f"{key}: done, but {known} and never acknowledged")
        opened = sum("-open-" in key for key in self.done)
        if Case.objects.count() != opened:
            self.fault(f"cases: {Case.objects.count()} for {opened} openings")

    def _timers(self) -> None:
        from django.utils import timezone

        from xunzheng.site.cases.models import Timer

        late = Timer.objects.filter(fires_at__lte=timezone.now())
        for case, key in late.values_list("case_id", "key")[:5]:
            self.fault(f"case {case}: timer {key} is due and has not fired")
        parked = Timer.objects.exclude(parked_at=None).count()
        if parked:
            self.fault(f"timers: {parked} are parked")

    def _outbox(self) -> None:
        from django.conf import settings

        from xunzheng.site.cases.models import Delivery

        rows = Delivery.objects.order_by("case_id", "number", "channel")
        keys: dict[str, set[str]] = {"file": set(), "command": set()}
        for number, place, channel in rows.values_list("case__number", "number", "channel"):
            keys[channel].add(f"{number}-{place}-{channel}")
        missing = rows.filter(delivered_at=None).count()
        files = {path.stem for path in (settings.DATA_DIR / "outbox").glob("*.json")}
        if missing or files != keys["file"] or set(self._told()) != keys["command"]:
            self.fault(f"outbox: {missing} not delivered, {len(files)} files, {len(set(self._told()))} told")

    def _told(self) -> list[str]:
        from django.conf import settings

        path = settings.DATA_DIR / "told"
        lines = path.read_bytes().splitlines() if path.exists() else []
        return [json.loads(line)["key"] for line in lines]

    def _papers(self) -> None:
        """The papers that were acknowledged are there, with just their content."""
        import hashlib

        from xunzheng.site.cases.models import Paper
        from xunzheng.site.cases.papers import path_of

        kept = dict(Paper.objects.values_list("reference", "digest"))
        for reference, digest in self.papers.items():
            path = path_of(digest)
            if kept.get(reference) != digest or not path.exists():
                self.fault(f"paper {reference}: acknowledged and not there")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                self.fault(f"paper {reference}: not what was sent")

    def _counts(self) -> dict[str, int]:
        from django.conf import settings

        from xunzheng.site.cases.models import Case, DoneCommand, Event, Message, Paper
        from xunzheng.site.journal.models import Entry

        told = self._told()
        fired = Event.objects.filter(kind__in=("TimerFired", "ClockBreached")).count()
        return {
            "commands acknowledged": len(self.done), "commands in the database": DoneCommand.objects.count(),
            "cases": Case.objects.count(), "events": Event.objects.count(), "timers fired": fired,
            "journal entries": Entry.objects.count(), "messages": Message.objects.count(),
            "told by command": len(set(told)), "told again": len(told) - len(set(told)),
            "papers": Paper.objects.count(), "papers acknowledged": len(self.papers),
            "left-over uploads": len(list((settings.DATA_DIR / "papers").glob(".incoming-*"))),
        }  # fmt: skip


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything as it stood at one moment, although the worker may be at work."""
    from django.db import connection, transaction

    with transaction.atomic():  # SQLite has one writer: the worker waits
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def drain() -> dict[str, int]:
    """Let a worker finish all that is due, and take over deliveries whose worker was killed."""
    from django.utils import timezone

    from xunzheng.site.cases.worker import Worker

    said: list[str] = []
    worker = Worker("drain", lambda: timezone.now() + _AHEAD, lambda seconds: False, said.append)
    worker.run(until_idle=True)
    if said:
        raise AssertionError(said)
    return {"fired at the end": worker.fired, "delivered at the end": worker.delivered}


def main() -> None:
    """Answer each word with a line."""
    import django

    django.setup()
    from django.db import connection

    checker = Checker(Path(sys.argv[1]))
    for word in sys.stdin:
        answer: dict[str, Any] = {}
        if word.strip() == "drain":
            answer = drain()
        elif word.strip() == "final":
            answer = dict(checker.final())
        else:
            checker.check()
        connection.close()
        print(json.dumps({"counts": answer, "faults": checker.faults}), flush=True)


if __name__ == "__main__":
    main()
