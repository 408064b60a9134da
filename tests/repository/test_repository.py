"""The repository keeps its promises: layers, locks, version, links, nothing of anybody's machine."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import xunzheng

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
ALONE = "a" * 64


def load(path: str) -> ModuleType:
    """A script of the repository as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


repository = load("bin/_repository.py")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_repository_has_no_fault() -> None:
    assert list(repository.faults(ROOT)) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("index-url = https://pyp" + "i.org/simple", True),
        ("https://files.python" + "hosted.org/x", True),
        ("https://" + ".".join(("registry", "npm" + "js", "org")), True),
        ("cd /work" + "/main", True),
        ("/root" + "/.cache/uv", True),
        ("/home" + "/somebody/project", True),
        ("see .." + "/shared/design.md", True),
        ("our network at home/work", False),
        ("https://example.org/work" + "/order", False),
        ("docs/root" + "/page.md", False),
        ("pip install", False),
    ],
)
def test_mention_of_host_or_machine_is_found(line: str, named: bool) -> None:
    assert bool(list(repository.mentions(f"first\n{line}\n"))) is named


@pytest.mark.parametrize(
    ("markdown", "broken"),
    [
        ("[a](there.md)", []),
        ("[a](there.md#a-heading-once-more)", []),
        ("[a](#here)\n\n# Here", []),
        ("[a](https://example.org/none)", []),
        ("![a](none.png)", ["none.png"]),
        ("[a](none.md) and [b](there.md#none)", ["none.md", "there.md#none"]),
        ("```\n[a](none.md)\n```", []),
        ("[a](#not-here)", ["#not-here"]),
    ],
)
def test_dead_link_is_found(tmp_path: Path, markdown: str, broken: list[str]) -> None:
    (tmp_path / "there.md").write_text("## A heading, once more\n", "utf-8")
    (tmp_path / "page.md").write_text(markdown, "utf-8")
    assert list(repository.broken_links(tmp_path / "page.md", markdown)) == broken


@pytest.mark.parametrize(
    ("lock", "lines"),
    [
        (f"a==1.0 \\\n    --hash=sha256:{ALONE}\n", []),
        (f"a[b]==1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:{ALONE}\n", []),
        (f"a==1.0 \\\n    --hash=sha256:{ALONE} \\\n    --hash=sha256:{ALONE}\n", []),
        ("a==1.0 \\\n", [1]),
        (f"a==1.0 \\\nb==1 \\\n    --hash=sha256:{ALONE}\n", [1]),
        ("a>=1.0\n", [1]),
        (f"--index-url x\na==1.0 \\\n    --hash=sha256:{ALONE}\n", [1]),
        ("a @ file:///x/a.whl\n", [1]),
    ],
)
def test_loose_lock_is_found(lock: str, lines: list[int]) -> None:
    assert [number for number, _ in repository.lock_faults(lock)] == lines


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_made_and_not_empty(name: str) -> None:
    assert (ROOT / name).read_text("utf-8").count("==") > 10


def locked(name: str) -> dict[str, str]:
    """The versions that a lock pins, by package."""
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / name).read_text("utf-8"), re.M)
    return dict(pins)


def test_dev_lock_pins_all_that_the_lock_pins_to_the_same_version() -> None:
    dev = locked("requirements-dev.lock")
    assert {name: dev.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


@pytest.mark.parametrize(
    ("extra", "lock"), [(None, LOCKS[0]), ("site", LOCKS[0]), ("dev", LOCKS[1]), ("bench", LOCKS[2])]
)
def test_lock_has_every_requirement(extra: str | None, lock: str) -> None:
    project = PROJECT["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    names = {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower() for requirement in wanted}
    assert names <= set(locked(lock))


def test_layers_are_held_by_an_exhaustive_contract() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    assert layers["exhaustive"] is True
    order = [name for row in layers["layers"] for name in re.findall(r"\w+", row)]
    below = ["cli", "formats", "audit", "evaluation", "documents", "quantities"]
    assert [name for name in order if name in below] == below
    pure = next(contract for contract in contracts if contract["type"] == "forbidden")
    assert {"os", "time", "random", "django"} <= set(pure["forbidden_modules"])


def test_coverage_is_asked_of_all_pure_packages() -> None:
    pure = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "forbidden")
    coverage = PROJECT["tool"]["coverage"]
    assert coverage["run"]["source_pkgs"] == pure["source_modules"]
    assert coverage["run"]["branch"] is True
    assert coverage["report"]["fail_under"] == 100


def test_version_is_stated_once() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "src/xunzheng/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", xunzheng.__version__)


def test_schema_is_shipped_beside_its_writer() -> None:
    schema = ROOT / "src/xunzheng/formats/finding.schema.json"
    assert json.loads(schema.read_text("utf-8"))["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("door", ["bin/run", "bin/test", "bin/check", "bin/bench", "bin/lock", ".ci/run"])
def test_door_can_be_executed(door: str) -> None:
    assert (ROOT / door).stat().st_mode & 0o111


def test_reference_is_up_to_date() -> None:
    generate = load("docs/generate.py")
    pages = {name: write() for name, write in generate.PAGES.items()}
    assert {name: (ROOT / "docs/reference" / name).read_text("utf-8") for name in pages} == pages
