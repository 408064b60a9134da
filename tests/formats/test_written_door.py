"""The door of the writers: which format a name asks for, what is refused, and that bytes are repeatable."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.formats.written_manuscripts import HOSTILE, report
from xunzheng.documents.manuscript import Grid, Heading, Manuscript, Passage, Slot
from xunzheng.formats import read
from xunzheng.formats.writing import OutputKind, Unwritable, output_kind, write


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("自评报告.docx", OutputKind.DOCX),
        ("a.b/c.PDF", OutputKind.PDF),
        ("x.xlsx", OutputKind.XLSX),
        ("x.html", OutputKind.HTML),
        ("x.HTM", OutputKind.HTML),
        ("x.txt", OutputKind.TEXT),
        ("x.md", OutputKind.TEXT),
    ],
)
def test_the_suffix_tells_the_format(name: str, kind: OutputKind) -> None:
    assert output_kind(name) is kind


@pytest.mark.parametrize("name", ["报告", "报告.doc", "报告.wps", "a.docx/报告", "", "."])
def test_another_suffix_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(Unwritable, match=r"写不了.*\.docx、\.pdf、\.xlsx、\.html、\.txt"):
        output_kind(name)


@pytest.mark.parametrize("kind", OutputKind)
def test_the_same_manuscript_gives_the_same_bytes(kind: OutputKind) -> None:
    if kind is OutputKind.PDF:
        pytest.importorskip("typst")
    assert write(report(1), kind) == write(report(1), kind)


def test_the_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import hashlib, sys\n"
        "from tests.formats.written_manuscripts import report\n"
        "from xunzheng.formats.writing import OutputKind, write\n"
        "made = write(report(1, charts=False), OutputKind.DOCX) + write(report(1), OutputKind.XLSX)\n"
        "sys.stdout.write(hashlib.sha256(made).hexdigest())\n"
    )
    run = [sys.executable, "-c", code]
    digests = {
        subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("kind", [kind for kind in OutputKind if kind is not OutputKind.DOCX])
def test_a_template_is_for_word_only(kind: OutputKind) -> None:
    with pytest.raises(Unwritable, match="模板只用于 Word"):
        write(Manuscript("报告", ()), kind, b"PK")


@pytest.mark.parametrize("kind", OutputKind)
def test_an_empty_manuscript_can_be_written(kind: OutputKind) -> None:
    if kind is OutputKind.PDF:
        pytest.importorskip("typst")
    assert write(Manuscript("", ()), kind)
    assert write(Manuscript("只有标题", ()), kind)


@pytest.mark.parametrize("kind", OutputKind)
def test_a_grid_built_wrongly_is_a_fault_of_the_caller(kind: OutputKind) -> None:
    if kind is OutputKind.PDF:
        pytest.importorskip("typst")
    with pytest.raises(ValueError, match="伸出"):
        write(Manuscript("", (Grid(((Slot("a"), Slot("b")),), (1,)),)), kind)


@pytest.mark.parametrize("kind", OutputKind)
def test_no_text_is_read_as_markup(kind: OutputKind) -> None:
    """Hostile text stands in the file as it is, wherever it was put."""
    if kind is OutputKind.PDF:
        pytest.importorskip("typst")
    slots = ((Slot(HOSTILE), Slot("b")), (Slot("c"), Slot(HOSTILE)))
    made = Manuscript(HOSTILE, (Heading(1, f"一、{HOSTILE[:30]}"), Passage(HOSTILE), Grid(slots, (1, 1))))
    text = "".join(read(write(made, kind), f"a.{kind}").text.split())
    assert text.count("".join(HOSTILE.split())) >= 3


@pytest.mark.parametrize("kind", OutputKind)
def test_long_tables_are_written_whole(kind: OutputKind) -> None:
    if kind is OutputKind.PDF:
        pytest.importorskip("typst")
    rows = tuple((Slot(f"第{number}项"), Slot("甲")) for number in range(500))
    made = read(
        write(Manuscript("清单", (Grid(((Slot("项"), Slot("值")), *rows), (1, 1)),)), kind), f"a.{kind}"
    )
    assert [table.rows for table in made.tables()] == [501]
