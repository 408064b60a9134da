"""Makes `.venv` from a lock and puts the project in it; does nothing when the lock has not changed.

Use: python bin/_setup.py LOCK. Standard library only; uv does the work where it is installed, else pip.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "xunzheng-setup.json"


class SetupFailed(Exception):
    """准备运行环境没有成功。"""


def say(chinese: str, english: str) -> None:
    """Print a line in both languages on stderr, so that stdout stays the door's own."""
    print(f"{chinese}\n  {english}", file=sys.stderr, flush=True)


def digest_of(lock: Path) -> str:
    """What the installed set depends on: the lock, the project's metadata, the place and the Python."""
    seen = hashlib.sha256()
    for part in (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()):
        seen.update(hashlib.sha256(part).digest())
    return seen.hexdigest()


def read_stamps() -> dict[str, str]:
    """The digest of each lock that `.venv` was made from; empty when there is none or it does not run."""
    try:
        stamps = json.loads(STAMPS.read_text("utf-8"))
        subprocess.run([PYTHON, "-c", ""], check=True, capture_output=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def carry_out(command: list[str | Path], advice: str) -> None:
    """Run a command, its output going to stderr; raise `SetupFailed` with the advice if it fails."""
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr).returncode:
        raise SetupFailed(f"{' '.join(map(str, command[:4]))} …：{advice}")


def make_venv(uv: str | None) -> None:
    """Make an empty `.venv` of this Python, unless one that runs is there."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0:
        return
    if uv:
        carry_out([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], "uv 未能建立 .venv。")
    else:
        advice = "未能建立 .venv。Debian/Ubuntu 请先 apt install python3-venv。"
        carry_out([sys.executable, "-m", "venv", "--clear", VENV], advice)


def installer(uv: str | None) -> list[str | Path]:
    """The command that installs into `.venv`; pip is put there first if it is missing."""
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", PYTHON]
    if subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
        carry_out([PYTHON, "-m", "ensurepip", "--upgrade"], "虚拟环境里没有 pip。")
    return [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def install(lock: Path) -> None:
    """Install the locked packages, each checked against its hash, then the project itself."""
    uv = shutil.which("uv")
    say(
        f"正在准备运行环境 .venv（{lock.name}，用 {'uv' if uv else 'pip'}，首次约需一两分钟）……",
        f"Setting up .venv from {lock.name} with {'uv' if uv else 'pip'}; at first a minute or two …",
    )
    make_venv(uv)
    base = installer(uv)
    network = "安装失败。请检查能否连到软件包索引（代理、证书），再试一次。"
    carry_out([*base, "--require-hashes", "-r", lock], network)
    carry_out([*base, "--no-deps", "--no-build-isolation", "--editable", ROOT], "本项目自身未能装入 .venv。")


def prepare(lock: Path) -> None:
    """Bring `.venv` up to the lock; skipped when its stamp says that this was done."""
    stamps, digest = read_stamps(), digest_of(lock)
    if stamps.get(lock.name) == digest:
        return
    install(lock)
    STAMPS.write_text(json.dumps({**stamps, lock.name: digest}, indent=1) + "\n", "utf-8")
    say("运行环境已就绪。", "The environment is ready.")


def main() -> int:
    """Prepare for the lock named on the command line; 2 when it cannot be done."""
    try:
        prepare(ROOT / sys.argv[1])
    except SetupFailed as failure:
        say(f"无法准备运行环境：{failure}", "The environment could not be set up; the reason stands above.")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
