"""The commands with a user's own packs: `frameworks` checks and lists them, `audit` and `score` take them."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from tests.rulebook import written_packs as written
from xunzheng import samples
from xunzheng.cli import frameworks
from xunzheng.cli.main import main
from xunzheng.rulebook import Shelf, load_pack

SHIPPED = resources.files("xunzheng.rulebook") / "packs"
CITY = written.framework(code="lanqiao", jurisdiction="990100")


def sheet_weights() -> str:
    """The shipped weights under another code."""
    text = (SHIPPED / "example-municipal-2019.toml").read_text("utf-8")
    return text.replace('code = "example-municipal-2019"', 'code = "lanqiao-weights"')


def directory(folder: Path, text: str) -> str:
    """The name of a directory with that pack in it."""
    (folder / "own.toml").write_text(text, "utf-8")
    return str(folder)


def test_own_packs_are_listed_beside_the_shipped_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frameworks", "--packs", directory(tmp_path, CITY)]) == 0
    said = capsys.readouterr().out
    assert "lanqiao/1" in said
    assert "cn-2020-10-scale/1" in said


@pytest.mark.parametrize(("text", "code"), [(CITY, "lanqiao"), (sheet_weights(), "lanqiao-weights")])
def test_an_own_pack_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: str
) -> None:
    assert main(["frameworks", code, "--packs", directory(tmp_path, text)]) == 0
    assert "资金到位率" in capsys.readouterr().out


FAULTS = [
    # text, what is replaced, by what, parts of the sentence
    (sheet_weights(), "A11 = 4", "A11 = 99", ["own.toml", "投入 › 项目立项", "应为", "实为", "99"]),
    (CITY, "（到位/计划）", "（到位/计划", ["own.toml", "formula", "公式无法解析", "应为", "实为", "请核对"]),
    (CITY, "full_score", 'scale = "none"\nfull_score', ["own.toml › framework › scale", "没有这个等级标准"]),
    (written.scale(), "x", "x", ["cn-2020-10-scale", "city-scale（own.toml）", "同一时期", "2020-02-25 起"]),
    (written.scale(jurisdiction="990100"), '"[0,90)"', '"[0,89)"', ["own.toml", "空档", "[89,90)"]),
    ("x = [", "x", "x", ["own.toml", "不是有效的 TOML"]),
]


@pytest.mark.parametrize("command", [["frameworks"], ["frameworks", "cn-2020-10-scale"]])
@pytest.mark.parametrize(("text", "old", "new", "words"), FAULTS)
def test_a_faulty_own_pack_is_refused_in_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    text: str,
    old: str,
    new: str,
    words: list[str],
) -> None:
    assert main([*command, "--packs", directory(tmp_path, text.replace(old, new))]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [word for word in words if word not in said.err] == []


@pytest.mark.parametrize("command", [["frameworks"], ["audit", "--sample"], ["score", "sample.txt"]])
def test_a_directory_without_packs_is_refused_by_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.txt").write_bytes(samples.sample())
    assert main([*command, "--packs", "none"]) == 2
    assert "目录 none：规则包目录不可用" in capsys.readouterr().err


def test_a_faulty_shipped_pack_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = CITY.replace("（到位/计划）", "（到位/计划")
    shelf = Shelf([load_pack(broken, "附带.toml", check_formulas=False)])
    monkeypatch.setattr(frameworks, "shelf_from", lambda _directory: shelf)
    assert main(["frameworks"]) == 2
    assert "规则包 附带.toml › 产出 › 资金到位率 › formula" in capsys.readouterr().err


def test_own_packs_are_taken_by_audit_and_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample.txt").write_bytes(samples.sample())
    own = directory(tmp_path, CITY)
    assert main(["audit", "sample.txt", "--packs", own]) == 1
    assert main(["score", "sample.txt", "--packs", own]) == 0
    assert capsys.readouterr().err == ""
    directory(tmp_path, CITY.replace("weight = 40.5", "weight = 40"))
    assert main(["score", "sample.txt", "--packs", own]) == 2
    assert "下级分值之和不等于满分" in capsys.readouterr().err
