"""Finds what the tests need outside Python (a browser, a database, Chinese fonts), then runs pytest.

Use: .venv/bin/python bin/_tests.py [argument of pytest …]. Called by bin/test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "--numprocesses", "auto", "--dist", "loadscope")


@dataclass(frozen=True, slots=True)
class Need:
    """Something that part of the tests cannot run without; `setting` tells the tests where it is."""

    name: str
    package: str  # of Debian
    setting: str
    find: Callable[[], str | None]


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, the one in XUNZHENG_CHROMIUM first."""
    names = [os.environ.get("XUNZHENG_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


def find_postgresql() -> str | None:
    """The folder of PostgreSQL's server programs, the newest version's if there are several."""
    if named := os.environ.get("XUNZHENG_POSTGRESQL_BIN"):
        return named
    versions = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if versions:
        return str(max(versions, key=lambda path: float(path.parent.parent.name)).parent)
    initdb = shutil.which("initdb")
    return str(Path(initdb).resolve().parent) if initdb else None


def find_cjk_font() -> str | None:
    """The file of a font with Chinese characters, as fontconfig knows it."""
    if not shutil.which("fc-list"):
        return None
    listing = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True).stdout
    return listing.splitlines()[0].rstrip(": ") if listing.strip() else None


def find_antiword() -> str | None:
    """The path of antiword, which reads old Word files."""
    return shutil.which("antiword")


NEEDS = (
    Need("Chromium", "chromium", "XUNZHENG_CHROMIUM", find_chromium),
    Need("PostgreSQL", "postgresql", "XUNZHENG_POSTGRESQL_BIN", find_postgresql),
    Need("中文字体 Chinese fonts", "fonts-noto-cjk", "XUNZHENG_CJK_FONT", find_cjk_font),
    Need("antiword", "antiword", "XUNZHENG_ANTIWORD", find_antiword),
)


def install_with_apt(packages: list[str]) -> None:
    """Install Debian packages, saying so; what fails shows in the search that follows."""
    print(f"用 apt 安装 / installing with apt: {' '.join(packages)}", file=sys.stderr, flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run(
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages, "fontconfig"], **quiet
    )


def provide() -> list[Need]:
    """Put every need's place in the environment; the needs that cannot be met are returned."""
    missing = [need for need in NEEDS if need.find() is None]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        install_with_apt([need.package for need in missing])
    for need in NEEDS:
        if place := need.find():
            os.environ[need.setting] = place
    return [need for need in NEEDS if need.find() is None]


def run_pytest(arguments: list[str]) -> int:
    """Run pytest under coverage; with no arguments, all tests, and the coverage must be complete."""
    if arguments:
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT).returncode
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COVERAGE_FILE"] = str(Path(folder, "coverage"))
        coverage = [sys.executable, "-m", "coverage"]
        tests = [*coverage, "run", *PYTEST[1:]]
        outcome = subprocess.run(tests, cwd=ROOT).returncode
        subprocess.run([*coverage, "combine", "--quiet"], cwd=ROOT)
        covered = subprocess.run([*coverage, "report"], cwd=ROOT).returncode
        del os.environ["COVERAGE_FILE"]
    again = run_on_postgresql()
    return outcome or covered or again


def run_on_postgresql() -> int:
    """Run the tests of the site's apps, which ran on SQLite, once more on PostgreSQL where there is one.

    Left out is what has served both databases before, and what asks about pages and papers only.
    """
    if not os.environ.get("XUNZHENG_POSTGRESQL_BIN"):
        return 0
    print("同一批网站测试，换 PostgreSQL 再跑一遍 / the site's tests again, on PostgreSQL.", file=sys.stderr)
    apps = sorted(str(path) for path in (ROOT / "tests/site").glob("[!_.]*/"))
    left_out = [
        f"--ignore-glob=*{name}*" for name in ("journey", "test_kills", "test_backup", "schemathesis")
    ]
    command = [*PYTEST, *left_out, *apps]
    environment = {**os.environ, "XUNZHENG_TEST_DATABASE": "postgresql"}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main() -> int:
    """Provide the needs and run; without one of them fail under CI, else say what will be skipped."""
    missing = provide()
    for need in missing:
        print(f"没有 {need.name}，用到它的测试将跳过 / missing, its tests are skipped.", file=sys.stderr)
    if missing and os.environ.get("CI") == "true":
        print("CI 不允许跳过测试 / nothing may be skipped in CI.", file=sys.stderr)
        return 1
    return run_pytest(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
