"""The command `xunzheng`: answers --version at once, else hands over to the commands and maps refusals."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from xunzheng import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0: nothing at error level; 1: findings at error level; 2: unusable input or a wrong command, told
    in one Chinese sentence on stderr. `main(["--version"])` imports neither the parser of commands nor
    anything of the auditor.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        print(f"xunzheng {__version__}")
        return 0
    _let_odd_characters_through()
    from xunzheng.cli.app import run

    try:
        outcome = run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output (head, a pager) has gone: nothing is left to be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return outcome


def _let_odd_characters_through() -> None:
    """Where the terminal cannot show Chinese, print a replacement rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
