"""Starting up: what is imported for --version, for help and for a command."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import xunzheng
from xunzheng.cli.main import main


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded once the statement has run."""
    show = "print(*sorted(sys.modules), file=sys.stderr)"
    code = f"import sys\nfrom xunzheng.cli.main import main\n{statement}\n{show}"
    bare = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=bare)
    return set(ran.stderr.split())


def test_version_imports_only_the_door() -> None:
    loaded = modules_after("main(['--version'])")
    own = {name for name in loaded if name.startswith("xunzheng")}
    assert own == {"xunzheng", "xunzheng.cli", "xunzheng.cli.main"}
    assert not loaded & {"typer", "rich", "lark", "jinja2", "django", "decimal", "re"}


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], {"xunzheng.audit.run", "xunzheng.rulebook", "lark", "jinja2", "django", "rich.console"}),
        (["audit", "no-such-file"], {"xunzheng.rulebook", "jinja2", "django"}),
        (["frameworks"], {"xunzheng.audit.run", "jinja2", "django"}),
    ],
)
def test_command_imports_what_it_needs(arguments: list[str], absent: set[str]) -> None:
    assert not modules_after(f"main({arguments!r})") & absent


@pytest.mark.parametrize(
    "command", [["-m", "xunzheng", "--version"], ["-c", "import xunzheng.cli.main as m; m.main()"]]
)
def test_version_is_printed(command: list[str]) -> None:
    extra = [] if command[0] == "-m" else ["--version"]
    ran = subprocess.run([sys.executable, *command, *extra], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, f"xunzheng {xunzheng.__version__}\n")


def test_version_is_also_an_option_among_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version", "audit"]) == 0
    assert xunzheng.__version__ in capsys.readouterr().out


def test_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m xunzheng frameworks | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("0\n", "")
