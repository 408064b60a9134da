"""The processes that are killed: PostgreSQL, the site, its worker; only these are ended, by their pid."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).resolve().parents[1]
COLD: Final = 10
_CLOCK: Final = 60.0
# One line for each message that is brought, so that a second bringing is seen. A worker that is killed leaves
# its command with half a message, or none: that one has not been told.
_TAKE: Final = """line=$(cat); case $line in *"}") printf '%s\\n' "$line" >> "$1";; *) exit 1;; esac"""


class NotStarted(Exception):
    """A process of the site did not come up; the text is what it said."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def kill(process: Process) -> None:
    """SIGKILL, and wait until the process is gone."""
    process.kill()
    process.wait(_CLOCK)


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's programs: named by XUNZHENG_POSTGRESQL_BIN, or where Debian puts them."""
    named = os.environ.get("XUNZHENG_POSTGRESQL_BIN")
    places = [Path(named)] if named else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").is_file()), None)


@dataclass(slots=True)
class PostgreSQL:
    """A server of the measurement's own, with fsync on, that may be killed and comes up again."""

    programs: Path
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address of its database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @property
    def _user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root

    def make(self) -> None:
        """Make the files of a new server."""
        self.folder.chmod(0o777)
        call = [self.programs / "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres"]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL, user=self._user, cwd=self.folder)

    def start(self) -> None:
        """Start it and wait until it answers; after a kill it first recovers."""
        options = ["-p", str(self.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        options += ["-c", "fsync=on", "-c", "synchronous_commit=on"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", *options],
                stdout=log, stderr=log, user=self._user, cwd=self.folder,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Wait until it takes connections again."""
        import psycopg

        until = time.monotonic() + _CLOCK
        while True:
            try:
                psycopg.connect(self.address, connect_timeout=5).close()
                return
            except psycopg.OperationalError as failure:
                if time.monotonic() > until:
                    raise NotStarted(f"PostgreSQL: {failure}") from None
                time.sleep(0.05)

    def backends(self) -> list[int]:
        """The processes of its connections."""
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as asking:
            found = asking.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> %s "
                "ORDER BY pid", [asking.info.backend_pid],
            )  # fmt: skip
            return [pid for (pid,) in found]

    def terminate_backends(self) -> int:
        """End all connections as an operator does; how many."""
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as asking:
            sql = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return len(asking.execute(sql).fetchall())

    def kill_backend(self, place: int) -> None:
        """SIGKILL one backend: the server ends all others and recovers by itself."""
        found = self.backends()
        if found:
            os.kill(found[place % len(found)], signal.SIGKILL)

    def kill(self) -> None:
        """SIGKILL the server; its children see that it is gone and go too."""
        assert self.process is not None
        children = _children(self.process.pid)
        kill(self.process)
        until = time.monotonic() + _CLOCK
        while any(_is_running(pid) for pid in children):
            if time.monotonic() > until:
                raise NotStarted("PostgreSQL 的子进程没有结束")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it, at once and cleanly enough: its files are thrown away."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(_CLOCK)


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in listed.split()]


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@dataclass(slots=True)
class Forked:
    """A process that the warm one has forked; with the methods of a Popen that are wanted here."""

    pid: int
    is_gone: bool = False

    def poll(self) -> int | None:
        """None while it runs."""
        self.is_gone = self.is_gone or not _is_running(self.pid)
        return 0 if self.is_gone else None

    def kill(self) -> None:
        """SIGKILL."""
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        self._send(signal.SIGTERM)

    def wait(self, timeout: float) -> int:
        """Wait until it is gone."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise NotStarted(f"{self.pid} 没有结束")
            time.sleep(0.01)
        return 0

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


Process = subprocess.Popen[bytes] | Forked


@dataclass(slots=True)
class Site:
    """A site in a folder of its own: the server, the worker, and the environment in which they run.

    One start in `COLD` is that of the program itself; the others are forked from one that has loaded it.
    """

    folder: Path
    postgresql: PostgreSQL | None
    port: int = field(default_factory=free_port)
    server: Process | None = None
    worker_count: int = 2
    workers: list[Process] = field(default_factory=list)
    warm: subprocess.Popen[str] | None = None
    starts: int = 0

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of its processes; they see nobody else's settings."""
        own = ("XUNZHENG_", "PG")
        others = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        return {
            **others,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "xunzheng.site.project.settings",
            "XUNZHENG_DATA_DIR": str(self.folder),
            "XUNZHENG_DATABASE_URL": self.postgresql.address if self.postgresql else "",
            "XUNZHENG_SECRET_KEY": "for-the-faults-only-" * 3,
            "XUNZHENG_API_RATE": "0",
            "XUNZHENG_CHANNELS": "file,command",
            "XUNZHENG_MESSAGE_COMMAND": f"sh {self.folder / 'take'} {self.folder / 'told'}",
        }

    def start(self) -> None:
        """Start what is not running, and wait until the server answers."""
        self.starts += 1
        is_cold = self.starts % COLD == 0
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < self.worker_count:
            line = [sys.executable, "-m", "xunzheng", "work"]
            self.workers.append(
                self._run(line, "worker.log") if is_cold else self._fork("worker", "worker.log")
            )
        if self.server is None or self.server.poll() is not None:
            line = [sys.executable, str(ROOT / "bench/_faults_door.py"), "--port", str(self.port)]
            self.server = (
                self._run(line, "server.log") if is_cold else self._fork(f"server {self.port}", "server.log")
            )
            self._wait_for_server()

    def prepare(self) -> None:
        """Make the tables and the people, so that server and worker can be started at once."""
        (self.folder / "take").write_text(_TAKE)
        self.warm = subprocess.Popen(
            [sys.executable, str(ROOT / "bench/_faults_warm.py")], env=self.environment, cwd=self.folder,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._told("")
        self._fork(f"tables {self.folder / 'people'}", "tables.log").wait(_CLOCK)

    def people(self) -> dict[str, tuple[str, str]]:
        """The id and token of each role."""
        made: dict[str, tuple[str, str]] = json.loads((self.folder / "people").read_text())
        return made

    def stop(self) -> None:
        """Ask the workers to stop and wait for them; kill what is left."""
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
                worker.wait(_CLOCK)
        if self.server is not None and self.server.poll() is None:
            kill(self.server)

    def close(self) -> None:
        """Stop everything, the process that forks too."""
        self.stop()
        if self.warm is not None:
            self.warm.kill()
            self.warm.communicate()

    def said(self, log: str) -> str:
        """What `server.log` or `worker.log` holds."""
        path = self.folder / log
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _run(self, line: list[str], log: str) -> subprocess.Popen[bytes]:
        out: IO[bytes]
        with (self.folder / log).open("ab") as out:
            return subprocess.Popen(line, env=self.environment, stdout=out, stderr=out, cwd=self.folder)

    def _fork(self, word: str, log: str) -> Forked:
        return Forked(int(self._told(f"{word} {self.folder / log}\n")))

    def _told(self, line: str) -> str:
        assert self.warm is not None
        assert self.warm.stdin is not None
        assert self.warm.stdout is not None
        self.warm.stdin.write(line)
        self.warm.stdin.flush()
        answer = self.warm.stdout.readline().strip()
        if not answer:
            raise NotStarted("the process that forks is gone")
        return answer

    def _wait_for_server(self) -> None:
        assert self.server is not None
        until = time.monotonic() + _CLOCK
        while time.monotonic() < until and self.server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise NotStarted(self.said("server.log")[-2000:])


@contextmanager
def running_site(database: str) -> Iterator[Site]:
    """A site on `sqlite` or `postgresql`, empty, gone at the end with all its processes and files."""
    folder = Path(tempfile.mkdtemp(prefix="xunzheng-faults-"))
    postgresql, site = None, None
    try:
        if database == "postgresql":
            programs = find_postgresql()
            if programs is None:
                raise NotStarted("没有找到 PostgreSQL 的服务器程序：请设 XUNZHENG_POSTGRESQL_BIN。")
            (folder / "postgresql").mkdir()
            folder.chmod(0o755)
            postgresql = PostgreSQL(programs, folder / "postgresql")
            postgresql.make()
            postgresql.start()
        (folder / "site").mkdir()
        site = Site(folder / "site", postgresql)
        site.prepare()
        yield site
    finally:
        if site is not None:
            site.close()
        if postgresql is not None:
            postgresql.stop()
        shutil.rmtree(folder, ignore_errors=True)
