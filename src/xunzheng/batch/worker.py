"""A worker of a batch: a process that audits one file after another, as lines on its input name them.

It is started by `crew`. Its first line of output says that it is ready, or why it is not; then each line of
input is answered by one record.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from dataclasses import replace
from typing import BinaryIO

from xunzheng.audit.rules import Rules
from xunzheng.batch.archive import ArchiveRefused, Archives
from xunzheng.batch.limits import MEGABYTE
from xunzheng.batch.record import Record
from xunzheng.batch.record_json import to_line
from xunzheng.batch.recording import make_record, too_large, unreadable
from xunzheng.batch.settings import READY, BatchSettings, settings_from_json
from xunzheng.batch.sources import Source, read_source
from xunzheng.formats.failures import reason_of


def serve(tasks: BinaryIO, answers: BinaryIO, settings: BatchSettings) -> None:
    """Answer every task with a record until there are no more."""
    rules, archives = settings.rules(), Archives()
    answers.write(READY)
    answers.flush()
    for line in tasks:
        record = answer(Source(**json.loads(line)), settings, rules, archives)
        answers.write(to_line(record))
        answers.flush()


def answer(source: Source, settings: BatchSettings, rules: Rules, archives: Archives) -> Record:
    """The record of one source, with the seconds that it took. Nothing that a file does raises."""
    begun = time.perf_counter()
    record = _answer(source, settings, rules, archives)
    return replace(record, seconds=round(time.perf_counter() - begun, 4))


def _answer(source: Source, settings: BatchSettings, rules: Rules, archives: Archives) -> Record:
    limits = settings.limits
    if source.trouble:
        return unreadable(source, source.trouble)
    if source.size > limits.file:
        return too_large(source, source.size, limits)
    try:
        content = read_source(source, limits, archives)
    except ArchiveRefused as refusal:
        return unreadable(source, f"读不了 {source.name}：{refusal}")
    except OSError as failure:
        return unreadable(source, f"读不了 {source.name}：{reason_of(failure)}。请检查后再核对一次。")
    try:
        return make_record(source, content, rules, limits, settings.reading, settings.given)
    except MemoryError:
        most = limits.memory // MEGABYTE
        return _failed(source, content, f"核对这份文件要用的内存超过 {most} MB。请拆分后分别核对。")
    except RecursionError:
        return _failed(source, content, "这份文件嵌套太深，已放弃。请用 Word 或 WPS 打开后另存再核对。")
    except Exception as fault:  # a bug costs its file, not the other 2,999; the record says where it is
        place = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{type(fault).__name__}，{os.path.basename(place.filename)} 第 {place.lineno} 行"
        reason = f"核对这份文件时程序出错（{where}）。请把文件和这句话告诉维护者。"
        return replace(_failed(source, content, reason), is_fault=True)


def _failed(source: Source, content: bytes, reason: str) -> Record:
    import hashlib

    return unreadable(source, reason, len(content), hashlib.sha256(content).hexdigest())


def _confine(memory: int) -> None:
    """Bound the address space, and die with the parent, where the system can. The hard limit stays as it is,
    so that a program which a reader starts can set a limit of its own.
    """
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


def main() -> int:
    """Take the settings from the command line, keep the output for answers alone, and serve."""
    settings = settings_from_json(json.loads(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not come between the answers
    _confine(settings.limits.memory)
    if len(sys.argv) > 2 and os.getppid() != int(sys.argv[2]):
        return 0
    try:
        serve(sys.stdin.buffer, answers, settings)
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
