"""Backup and restore from end to end: a site is backed up while it works, restored elsewhere, and checked."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgresql import running_postgresql
from tests.site.operations.site_process import Site


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sites(request, tmp_path_factory) -> Iterator[tuple[Site, Site]]:
    """A filled site and an empty one, on the same kind of database."""
    folder = tmp_path_factory.mktemp("backup")
    with databases(request.param) as (first, second):
        filled, empty = Site(folder / "first", first), Site(folder / "second", second)
        assert len(filled.fill(10)) == 10
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
        before = [writer.stdout.readline() for _ in range(3)]
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


def test_what_is_restored_is_whole(backed_up, sites):
    _, empty = sites
    restored = empty.xunzheng("restore", backed_up)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    told = manifest_of(backed_up)
    assert f"办件 {told['cases']:,} 件" in restored.stdout
    assert "完整：" in restored.stdout
    verified = empty.xunzheng("verify")
    assert verified.returncode == 0, verified.stdout
    # One entry more: that it was restored.
    assert f"核对 {sum(number for _, number, _ in told['heads']) + 1:,} 条" in verified.stdout
    rebuilt = empty.xunzheng("rebuild", "--check")
    assert rebuilt.returncode == 0, rebuilt.stdout
    assert f"核对 {told['cases']:,} 件：状态与事件都一致" in rebuilt.stdout
    papers = {path.name for path in (empty.data_dir / "papers").glob("??/*")}
    assert papers == set(told["papers"])
    # Nothing is restored over what is there, and work goes on.
    again = empty.xunzheng("restore", backed_up)
    assert again.returncode == 2
    assert "空的数据库" in again.stderr
    assert len(empty.fill(3)) == 3
    assert empty.xunzheng("verify").returncode == 0


def test_a_backup_is_not_written_over_another(backed_up, sites):
    refused = sites[0].xunzheng("backup", backed_up)
    assert refused.returncode == 2
    assert "备份不覆盖旧的" in refused.stderr


def test_the_folder_appears_whole_or_not_at_all(sites, tmp_path):
    filled, _ = sites
    refused = filled.xunzheng("backup", tmp_path / "none" / "one")
    assert refused.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sites", ["sqlite"], indirect=True)
class TestDamage:
    """What was changed behind the backup's back is found; on one database, since it lies outside of them."""

    def restored(self, sites, backed_up, tmp_path, change) -> subprocess.CompletedProcess[str]:
        copy = tmp_path / "copy"
        subprocess.run(["cp", "-r", backed_up, copy], check=True)
        change(copy)
        site = Site(tmp_path / "site")
        site.data_dir.mkdir()
        return site.xunzheng("restore", copy)

    def test_a_changed_copy_is_not_restored(self, sites, backed_up, tmp_path):
        def change(copy: Path) -> None:
            with (copy / "database.sqlite3").open("r+b") as opened:
                opened.seek(5000)
                opened.write(b"x")

        refused = self.restored(sites, backed_up, tmp_path, change)
        assert refused.returncode == 2
        assert "备份坏了或被改过" in refused.stderr
        assert not (tmp_path / "site" / "xunzheng.sqlite3").exists()

    def test_a_changed_paper_is_told(self, sites, backed_up, tmp_path):
        def change(copy: Path) -> None:
            next((copy / "papers").glob("??/*")).write_bytes(b"forged")

        restored = self.restored(sites, backed_up, tmp_path, change)
        assert restored.returncode == 1
        assert "内容与摘要不符（备份之后被改过）" in restored.stdout

    def test_a_missing_paper_is_told(self, sites, backed_up, tmp_path):
        restored = self.restored(
            sites, backed_up, tmp_path, lambda copy: next((copy / "papers").glob("??/*")).unlink()
        )
        assert restored.returncode == 1
        assert "备份里没有它的文件" in restored.stdout
        assert "不在" in restored.stdout

    def test_heads_that_were_changed_are_told(self, sites, backed_up, tmp_path):
        def change(copy: Path) -> None:
            told = manifest_of(copy)
            told["heads"][0][2] = "0" * 64
            (copy / "manifest.json").write_text(json.dumps(told), "utf-8")

        restored = self.restored(sites, backed_up, tmp_path, change)
        assert restored.returncode == 1
        assert "与导出的链头不符" in restored.stdout

    @pytest.mark.parametrize(
        "change",
        [
            lambda copy: (copy / "manifest.json").unlink(),
            lambda copy: (copy / "manifest.json").write_text("{}", "utf-8"),
            lambda copy: (copy / "manifest.json").write_text(
                json.dumps({**manifest_of(copy), "papers": {"../../etc/passwd": 1}}), "utf-8"
            ),
        ],
        ids=["none", "another", "a path for a digest"],
    )
    def test_what_is_no_backup_is_refused(self, sites, backed_up, tmp_path, change):
        refused = self.restored(sites, backed_up, tmp_path, change)
        assert refused.returncode == 2
        assert "没有可用的备份" in refused.stderr

    def test_a_backup_of_another_kind_is_refused(self, sites, backed_up, tmp_path):
        def change(copy: Path) -> None:
            (copy / "manifest.json").write_text(
                json.dumps({**manifest_of(copy), "kind": "postgresql"}), "utf-8"
            )

        refused = self.restored(sites, backed_up, tmp_path, change)
        assert refused.returncode == 2
        assert "同一种数据库" in refused.stderr
