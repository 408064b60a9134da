"""A process that has loaded the program and makes servers and workers by forking: a restart costs little.

It reads lines from its standard input, `server PORT LOG`, `worker LOG` or `tables PEOPLE LOG`, and answers
each with the pid of the new process. It opens no database itself.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def _load() -> None:
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler  # noqa: F401 (loaded for the children)
    from django.urls import get_resolver

    from xunzheng.site.cases.library import library

    library()
    _ = get_resolver().url_patterns


def _become(line: str) -> int:
    """In the child: be the server or the worker, and say so into the log."""
    kind, *rest = line.split()
    log = os.open(Path(rest[-1]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    import _faults_door

    if kind == "tables":
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        _faults_door.found_people(Path(rest[0]))
        return 0
    if kind == "worker":
        from xunzheng.cli.work import WorkRequest, work_on_cases

        return work_on_cases(WorkRequest())
    sys.argv = ["door", "--port", rest[0]]
    return _faults_door.main()


def main() -> None:
    """Fork at every line; the children are reaped by the system."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(_become(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main()
