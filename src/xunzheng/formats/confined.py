"""Programs that read hostile files, run apart: bounded in memory, time and output, gone with their job."""

from __future__ import annotations

import contextlib
import enum
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

_MOST_ERRORS = 64 * 1024
_IMPOSED = 124  # what the wrapper ends with when it cannot impose the limits

# Run by a bare interpreter before the program: it bounds itself, asks to die with its parent (Linux), then
# becomes the program. Done here and not between fork and exec in the parent, which may have threads.
_WRAPPER = """
import os, signal, sys
parent, memory, seconds, output = (int(word) for word in sys.argv[1:5])
try:
    import resource
    for kind, most in (("CORE", 0), ("CPU", seconds), ("FSIZE", output), ("AS", memory)):
        resource.setrlimit(getattr(resource, "RLIMIT_" + kind), (most, most))
except ImportError:
    pass
except (ValueError, OSError, OverflowError):
    sys.exit(124)
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(124)
os.execv(sys.argv[5], sys.argv[5:])
"""


class Ending(enum.Enum):
    """How a confined program ended."""

    WELL = "well"  # exit code 0
    FAILED = "failed"  # another exit code
    CRASHED = "crashed"  # killed by a signal of its own making
    TIME = "time"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a confined program may use: seconds by the clock and of the processor, bytes of memory and output.

    The memory is address space, so a program needs more than it fills. Where the system has no such limits
    (Windows), only the clock holds.
    """

    seconds: float = 60.0
    memory: int = 1024 * 1024 * 1024
    output: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a confined program left: `output` is what it wrote until its end, however it ended."""

    ending: Ending
    output: bytes
    errors: str


def run_confined(
    command: Sequence[str],
    content: bytes = b"",
    limits: Limits | None = None,
    *,
    folder: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a program on hostile bytes, given on its standard input, and return how it ended and its output.

    `command[0]` is a path. The program gets a session of its own, which is killed with everything in it when
    the time is up, when it has ended, and when this call is interrupted; on Linux it also dies when this
    process does. Its environment is `environment` and a plain locale, nothing inherited. Nothing is raised
    for what the program does; `OSError` where it cannot be started.

    Example: ``run_confined([sys.executable, "-c", "print(1)"]).output == b"1\\n"``.
    """
    limits = limits or Limits()
    bounds = (os.getpid(), limits.memory, max(int(limits.seconds) + 1, 1), limits.output)
    wrapped = [sys.executable, "-I", "-S", "-c", _WRAPPER, *map(str, bounds), *command]
    with _unnamed_file() as output, _unnamed_file() as errors:
        process = subprocess.Popen(
            wrapped,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=errors,
            cwd=folder,
            env={"LC_ALL": "C.UTF-8", **(environment or {})},
            start_new_session=True,
        )
        in_time = _finish(process, content, limits.seconds)
        written = _contents(output, limits.output)
        ending = _ending(process.returncode, in_time, limits)
        if len(written) == limits.output:
            ending = Ending.OUTPUT
        return Outcome(ending, written, _contents(errors, _MOST_ERRORS).decode("utf-8", "replace"))


def _finish(process: subprocess.Popen[bytes], content: bytes, seconds: float) -> bool:
    """Give the input and wait; whether the program ended in time. Nothing of it is left either way."""
    try:
        process.communicate(content, timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _kill_session(process)
    return True


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()


def _ending(code: int, in_time: bool, limits: Limits) -> Ending:
    if not in_time or code == -getattr(signal, "SIGXCPU", signal.SIGABRT):
        return Ending.TIME
    if code == _IMPOSED:
        raise OSError(f"limits could not be imposed: {limits}")
    if code < 0:
        return Ending.CRASHED
    return Ending.FAILED if code else Ending.WELL


def _unnamed_file() -> IO[bytes]:
    """A file without a name: in memory where the system has such, for a report should not touch the disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("confined"), "w+b")
    return tempfile.TemporaryFile()


def _contents(file: IO[bytes], most: int) -> bytes:
    file.seek(0)
    return file.read(most)
