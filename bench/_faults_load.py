"""The load: clients that bring requests through all their steps, and write down what was acknowledged."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from _faults_calls import Call, Calls
from _faults_door import STEPS

_PATIENCE: Final = 30.0


@dataclass(slots=True)
class Book:
    """What the clients were told, a line each; one that says `done` is on disk before the client goes on."""

    path: Path
    lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, line: Mapping[str, Any], *, sync: bool) -> None:
        """Add the line; with `sync` it is on disk when this returns."""
        with self.lock, self.path.open("ab") as file:
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            if sync:
                os.fsync(file.fileno())


class Stopped(Exception):
    """The load has been told to end."""


@dataclass(slots=True)
class Load:
    """Clients at work. `hold` lets them finish or lose what is under way and wait; `go` lets them on."""

    calls: Calls
    book: Book
    clients: int
    past: int
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    _open: threading.Event = field(default_factory=threading.Event)
    _ending: threading.Event = field(default_factory=threading.Event)
    _busy: int = 0
    _lock: threading.Condition = field(default_factory=threading.Condition)
    _threads: list[threading.Thread] = field(default_factory=list)
    _failure: list[BaseException] = field(default_factory=list)

    def begin(self) -> None:
        """Start the clients; they work from `go` on."""
        self._threads = [
            threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(self.clients)
        ]
        for thread in self._threads:
            thread.start()

    def go(self) -> None:
        """Let the clients on."""
        self._open.set()

    def hold(self) -> None:
        """Let no client begin anything, and wait until none has anything under way."""
        self._open.clear()
        with self._lock:
            assert self._lock.wait_for(lambda: self._busy == 0, 2 * _PATIENCE), "a client hangs"
        if self._failure:
            raise self._failure[0]

    def end(self) -> None:
        """Let every client finish the request that it has under way, until it is acknowledged, and go."""
        self._ending.set()
        self._open.set()
        for thread in self._threads:
            thread.join(4 * _PATIENCE)
            assert not thread.is_alive(), "a client hangs"
        if self._failure:
            raise self._failure[0]

    def _work(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        try:
            while True:
                _Walk(self, f"{self.seed}-{number}-{chance.getrandbits(60):x}", chance).go()
                self.counts["walks"] += 1
        except Stopped:
            return
        except BaseException as failure:
            self._failure.append(failure)

    def ask(self, asked: Call) -> dict[str, Any] | None:
        """The answer of the site; None where there was none, or a failure: nobody knows what was done."""
        while not self._open.wait(1):
            pass
        with self._lock:
            self._busy += 1
        try:
            return self.calls.ask(asked, self.counts)
        finally:
            with self._lock:
                self._busy -= 1
                self._lock.notify_all()

    def may_begin(self) -> None:
        """Raises Stopped once the load is to end: nothing new is begun."""
        if self._ending.is_set():
            raise Stopped


@dataclass(slots=True)
class _Walk:
    """One request of a citizen from its opening to its answer."""

    load: Load
    name: str
    chance: random.Random
    number: str = ""
    version: int = 0
    tries: int = 0

    def go(self) -> None:
        past = self.load.past if self.chance.random() < 0.5 else 0
        done = self._command({"do": "open", "role": "applicant", "past": past}, "open")
        if done is None:
            return
        self.number, self.version = done["number"], done["version"]
        for step, (role, _, given) in enumerate(STEPS):
            papers = {code: [self._paper(step, role, code)] for code in given.get("papers", ())}
            asked = {
                "do": "act", "number": self.number, "step": step, "role": role, "materials": papers,
                "past": past,
            }  # fmt: skip
            done = self._command(asked, str(step))
            if done is None:
                return
            self.version = done["version"]

    def _paper(self, step: int, role: str, code: str) -> str:
        """Keep a paper; where the answer was lost it is simply sent again, and the first stays unused."""
        asked = {"do": "paper", "key": f"{self.name}-{step}-{code}", "role": role}
        told = self._until_told(asked)
        digest = told.get("digest") or told["sha256"]
        self.load.book.write({"paper": told["reference"], "digest": digest}, sync=True)
        self.load.counts["papers"] += 1
        return str(told["reference"])

    def _command(self, asked: Mapping[str, Any], place: str) -> dict[str, Any] | None:
        """Give a command until it is acknowledged, under a new key where the case moved on; None: refused."""
        for _ in range(50):
            self.load.may_begin()
            self.tries += 1
            key = f"{self.name}-{place}-{self.tries}"
            told = self._until_told({**asked, "key": key, "expected": self.version})
            if "refused" not in told:
                self._acknowledged(key, told)
                return told
            self.load.book.write({"refused": key}, sync=True)
            kinds = [kind for kind, _ in told["refused"]]
            self.load.counts[f"refused {','.join(sorted(set(kinds)))}"] += 1
            if kinds != ["stale"]:
                return None
            self.version = int(told["refused"][0][1])
        raise AssertionError(f"{key}: the case moves on for ever")

    def _acknowledged(self, key: str, told: Mapping[str, Any]) -> None:
        line = {"done": key, "number": told["number"], "version": told["version"]}
        self.load.book.write(line, sync=True)
        self.load.counts["acknowledged"] += 1
        self.load.counts["repeated"] += bool(told.get("repeated"))

    def _until_told(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Ask again with the same key until there is an answer; now and then twice although there was one."""
        self.load.book.write({"begun": asked["key"]}, sync=False)
        until = time.monotonic() + 20 * _PATIENCE
        while time.monotonic() < until:
            told = self.load.ask(asked)
            if told is None:
                time.sleep(0.05)
                continue
            if asked["do"] != "paper" and "refused" not in told and self.chance.random() < 0.1:
                self._ask_again(asked, told)
            return told
        raise AssertionError(f"{asked['key']}: no answer for {20 * _PATIENCE} seconds")

    def _ask_again(self, asked: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        again = self.load.ask(asked)
        self.load.counts["asked twice"] += 1
        same = ("number", "version")
        if again is not None and any(again.get(name) != told[name] for name in same):
            raise AssertionError(f"{asked['key']}: first {told}, again {again}")
