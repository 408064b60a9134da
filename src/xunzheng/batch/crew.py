"""The crew of a batch: worker processes, each bounded and replaced when it hangs or dies."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import xunzheng
from xunzheng.batch.archive import Archives
from xunzheng.batch.limits import MEGABYTE
from xunzheng.batch.record import Record
from xunzheng.batch.record_json import Malformed, from_line
from xunzheng.batch.recording import unreadable
from xunzheng.batch.settings import READY, BatchSettings
from xunzheng.batch.sources import Source, digest_of

_START_SECONDS = 120.0
_LONGEST_ANSWER = 64 * MEGABYTE
_ROOT = str(Path(xunzheng.__file__).parent.parent)


class CrewFailed(RuntimeError):
    """核对进程没有启动起来：请重新安装程序后再试。"""

    def __init__(self) -> None:
        super().__init__(str(CrewFailed.__doc__))


def work(
    sources: Iterable[Source],
    jobs: int,
    settings: BatchSettings,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[Record]:
    """Audit the sources in `jobs` processes and yield their records as they are done.

    A worker that takes longer than the limit of a file is ended, one that dies is replaced; either way the
    file gets a record that says so. When the caller stops, or `should_stop` says so (asked twice a second),
    the workers are ended at once, and the files under way are not recorded. Raises `CrewFailed` where no
    worker can be started.
    """
    crew = _Crew(iter(sources), settings)
    crew.start(max(jobs, 1))
    try:
        yield from crew.records(should_stop)
    finally:
        crew.end()


class _Crew:
    def __init__(self, sources: Iterator[Source], settings: BatchSettings) -> None:
        self.settings = settings
        self.stopping = threading.Event()
        self._sources = sources
        self._taking = threading.Lock()
        self._answers: queue.Queue[Record | BaseException | None] = queue.Queue(maxsize=64)
        self._threads: list[threading.Thread] = []

    def start(self, jobs: int) -> None:
        for number in range(jobs):
            thread = threading.Thread(target=self._drive, name=f"batch-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def records(self, should_stop: Callable[[], bool]) -> Iterator[Record]:
        at_work = len(self._threads)
        while at_work:
            if should_stop():
                return
            try:
                answer = self._answers.get(timeout=0.5)
            except queue.Empty:
                continue
            if answer is None:
                at_work -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                yield answer

    def end(self) -> None:
        self.stopping.set()
        for thread in self._threads:
            while thread.is_alive():
                with contextlib.suppress(queue.Empty):
                    self._answers.get_nowait()
                thread.join(timeout=0.05)

    def _drive(self) -> None:
        """One thread drives one worker, from the first file to the last; its fault is the crew's."""
        worker = _Worker(self.settings, self.stopping)
        try:
            while not self.stopping.is_set() and (source := self._next()) is not None:
                record = worker.answer(source)
                if record is not None:
                    self._say(record)
            self._say(None)
        except BaseException as fault:
            self._say(fault)
        finally:
            worker.end()

    def _next(self) -> Source | None:
        with self._taking:
            return next(self._sources, None)

    def _say(self, answer: Record | BaseException | None) -> None:
        while not self.stopping.is_set():
            with contextlib.suppress(queue.Full):
                self._answers.put(answer, timeout=0.2)
                return


class _Worker:
    """A process that is started when first needed, and anew after it was lost."""

    def __init__(self, settings: BatchSettings, stopping: threading.Event) -> None:
        self.settings = settings
        self._stopping = stopping
        self._process: subprocess.Popen[bytes] | None = None

    def answer(self, source: Source) -> Record | None:
        """The record of the source; None where the batch is being stopped."""
        if source.trouble:
            return unreadable(source, source.trouble)
        process = self._process or self._start()
        limits = self.settings.limits
        line = self._ask(process, json.dumps(asdict(source)).encode() + b"\n", limits.seconds)
        if self._stopping.is_set() and not line.endswith(b"\n"):
            return None
        try:
            return from_line(line)
        except Malformed:
            return self._lost(process, source, timed_out=line == b"")

    def end(self) -> None:
        """End the process and all that it started."""
        if self._process is not None:
            _kill(self._process)
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        settings = json.dumps(self.settings.to_json())
        paths = [_ROOT, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        process = subprocess.Popen(
            # -P: a module in the working directory, which may hold anybody's files, is not imported.
            [sys.executable, "-P", "-m", "xunzheng.batch.worker", settings, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
        self._process = process
        if self._await(process, _START_SECONDS) != READY and not self._stopping.is_set():
            self.end()
            raise CrewFailed
        return process

    def _ask(self, process: subprocess.Popen[bytes], task: bytes, seconds: float) -> bytes:
        assert process.stdin is not None
        try:
            process.stdin.write(task)
            process.stdin.flush()
        except OSError:
            return b"\0"
        return self._await(process, seconds)

    def _await(self, process: subprocess.Popen[bytes], seconds: float) -> bytes:
        """One line of the process; empty where the time is up, incomplete where it died or was stopped."""
        assert process.stdout is not None
        watch = _Watch(process, seconds, self._stopping)
        try:
            line = process.stdout.readline(_LONGEST_ANSWER)
        finally:
            watch.end()
        return b"" if watch.bit else line or b"\0"

    def _lost(self, process: subprocess.Popen[bytes], source: Source, *, timed_out: bool) -> Record:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
        code = process.returncode
        self.end()
        limits = self.settings.limits
        digest, is_fault = digest_of(source, limits, Archives()), False
        if timed_out:
            reason = f"核对超过 {limits.seconds:g} 秒仍没有结果，已放弃。请拆分后分别核对。"
        elif code == -getattr(signal, "SIGKILL", 9):
            reason = "核对这份文件的进程被系统结束，多半是内存不够。请减少 --jobs 或拆分文件后再试。"
            digest = None  # not finished: with fewer processes, the same command tries it again
        else:
            reason = f"核对这份文件的进程异常退出（{_ending(code)}）。请把文件告诉维护者。"
            is_fault = True
        return unreadable(source, f"{source.name}：{reason}", None, digest, is_fault=is_fault)


class _Watch:
    """Kills a process when its time is up or the batch is stopped; `bit` says that the time was up."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, stopping: threading.Event) -> None:
        self.bit = False
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(process, seconds, stopping), daemon=True)
        self._thread.start()

    def _look(self, process: subprocess.Popen[bytes], seconds: float, stopping: threading.Event) -> None:
        left = seconds
        while not self._done.wait(min(left, 0.25)):
            left -= 0.25
            if stopping.is_set() or left <= 0:
                self.bit = not stopping.is_set()
                _kill(process, wait=False)
                return

    def end(self) -> None:
        self._done.set()
        self._thread.join()


def _kill(process: subprocess.Popen[bytes], *, wait: bool = True) -> None:
    if hasattr(os, "killpg") and process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    if wait:
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _ending(code: int | None) -> str:
    if code is None:
        return "没有退出"
    return f"信号 {-code}" if code < 0 else f"退出码 {code}"
