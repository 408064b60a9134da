"""Backup and restore from end to end: a site is backed up while it works, restored elsewhere, and checked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgresql import running_postgresql
from tests.site.operations.site_process import Outcome, Site


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sites(request, tmp_path_factory) -> Iterator[tuple[Site, Site]]:
    """A site that is to be filled and one that stays empty, on the same kind of database."""
    folder = tmp_path_factory.mktemp("backup")
    with databases(request.param) as (first, second):
        filled, empty = Site(folder / "first", first), Site(folder / "second", second)
        empty.data_dir.mkdir()
        yield filled, empty


@contextmanager
def databases(kind: str) -> Iterator[tuple[str, str]]:
    if kind == "sqlite":
        yield "", ""
        return
    programs = os.environ.get("XUNZHENG_POSTGRESQL_BIN")
    if not programs:
        pytest.skip("PostgreSQL is not installed")
    with running_postgresql(programs) as address:
        for name in ("first", "second"):
            subprocess.run(["psql", "-q", "-d", address, "-c", f"CREATE DATABASE {name}"], check=True)
        yield (f"{address.rpartition('/')[0]}/first", f"{address.rpartition('/')[0]}/second")


@pytest.fixture(scope="module")
def backed_up(sites, tmp_path_factory) -> Path:
    """A backup that was made while a process went on making cases."""
    filled, _ = sites
    target = tmp_path_factory.mktemp("backups") / "one"
    with filled.filling() as writer:
        assert writer.stdout is not None
        before = [writer.stdout.readline() for _ in range(13)]
        made = filled.xunzheng("backup", target)
        after = [writer.stdout.readline() for _ in range(2)]
        writer.terminate()
    assert made.returncode == 0, made.stdout + made.stderr
    assert all([*before, *after]), "it went on writing"
    return target


def manifest_of(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text("utf-8"))


def test_the_backup_is_of_one_moment_and_for_its_owner_alone(backed_up, sites):
    told = manifest_of(backed_up)
    assert told["cases"] >= 13
    assert sum(number for _, number, _ in told["heads"]) > told["cases"]
    assert len(told["papers"]) >= 13
    assert told["broken"] == []
    assert backed_up.stat().st_mode & 0o77 == 0
    assert not any(path.stat().st_mode & 0o77 for path in backed_up.rglob("*"))
    assert "secret" not in " ".join(path.name for path in backed_up.rglob("*"))


def test_what_is_restored_is_whole_and_work_goes_on(backed_up, sites):
    _, empty = sites
    told = manifest_of(backed_up)
    restored, verified, rebuilt, again = empty.run(
        ["restore", backed_up], ["verify"], ["rebuild", "--check"], ["restore", backed_up]
    )
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert f"办件 {told['cases']:,} 件" in restored.stdout
    assert "完整：" in restored.stdout
    assert verified.returncode == 0, verified.stdout
    # One entry more: that it was restored.
    assert f"核对 {sum(number for _, number, _ in told['heads']) + 1:,} 条" in verified.stdout
    assert rebuilt.returncode == 0, rebuilt.stdout
    assert f"核对 {told['cases']:,} 件：状态与事件都一致" in rebuilt.stdout
    papers = {path.name for path in (empty.data_dir / "papers").glob("??/*")}
    assert papers == set(told["papers"])
    # Nothing is restored over what is there.
    assert again.returncode == 2
    assert "空的数据库" in again.stderr
    assert len(empty.fill(3)) == 3
    assert empty.xunzheng("verify").returncode == 0


def test_a_backup_is_not_written_over_another_and_appears_whole_or_not_at_all(backed_up, sites, tmp_path):
    over, nowhere = sites[0].run(["backup", backed_up], ["backup", tmp_path / "none" / "one"])
    assert (over.returncode, nowhere.returncode) == (2, 2)
    assert "备份不覆盖旧的" in over.stderr
    assert list(tmp_path.iterdir()) == []


def change_copy(copy: Path) -> None:
    with (copy / "database.sqlite3").open("r+b") as opened:
        opened.seek(5000)
        opened.write(b"x")


def change_manifest(**changes: object) -> Callable[[Path], None]:
    def change(copy: Path) -> None:
        (copy / "manifest.json").write_text(json.dumps({**manifest_of(copy), **changes}), "utf-8")

    return change


def change_heads(copy: Path) -> None:
    heads = manifest_of(copy)["heads"]
    heads[0][2] = "0" * 64
    change_manifest(heads=heads)(copy)


def a_paper_of(copy: Path) -> Path:
    return next((copy / "papers").glob("??/*"))


DAMAGE = {
    # what is done to the backup, how `restore` ends, what it says
    "a changed copy": (change_copy, 2, ["备份坏了或被改过"]),
    "a changed paper": (
        lambda copy: a_paper_of(copy).write_bytes(b"forged"), 1, ["内容与摘要不符（备份之后被改过）"],
    ),
    "a missing paper": (lambda copy: a_paper_of(copy).unlink(), 1, ["备份里没有它的文件", "不在"]),
    "changed heads": (change_heads, 1, ["与导出的链头不符"]),
    "no manifest": (lambda copy: (copy / "manifest.json").unlink(), 2, ["没有可用的备份"]),
    "another file": (
        lambda copy: (copy / "manifest.json").write_text("{}", "utf-8"), 2, ["没有可用的备份"],
    ),
    "a path for a digest": (change_manifest(papers={"../../etc/passwd": 1}), 2, ["没有可用的备份"]),
    "another kind of database": (change_manifest(kind="postgresql"), 2, ["同一种数据库"]),
}  # fmt: skip


@pytest.fixture(scope="module")
def restored(backed_up, tmp_path_factory) -> dict[str, tuple[Outcome, Path]]:
    """How each damaged copy was restored, and the data directory that it was restored into."""
    folder = tmp_path_factory.mktemp("damage")
    places = {name: folder / str(number) for number, name in enumerate(DAMAGE)}
    for name, (change, _, _) in DAMAGE.items():
        shutil.copytree(backed_up, places[name] / "copy")
        (places[name] / "site").mkdir()
        change(places[name] / "copy")
    commands = [["restore", place / "copy"] for place in places.values()]
    targets = [place / "site" for place in places.values()]
    outcomes = Site(targets[0]).run(*commands, sites=targets)
    return dict(zip(places, zip(outcomes, targets, strict=True), strict=True))


# On one database, since the damage lies outside of it.
@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize("sites", ["sqlite"], indirect=True)
def test_what_was_changed_behind_the_backups_back_is_told(sites, restored, name):
    _, code, sentences = DAMAGE[name]
    outcome, site = restored[name]
    assert outcome.returncode == code, outcome
    for sentence in sentences:
        assert sentence in outcome.stdout + outcome.stderr
    # What is refused leaves no database behind; what is restored with faults does, to be looked into.
    assert (site / "xunzheng.sqlite3").is_file() is (code == 1)
