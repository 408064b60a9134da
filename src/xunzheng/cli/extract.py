"""The command `extract`: a report in, a project file out, each value with the place it was taken from."""

from __future__ import annotations

import sys
from pathlib import Path

from xunzheng.authoring.extraction import Extraction, extract
from xunzheng.cli.refusal import Refused
from xunzheng.cli.whole_file import spare, write_whole
from xunzheng.documents.model import Document
from xunzheng.formats.project_file import dump_table
from xunzheng.rulebook.official_forms import forms
from xunzheng.rulebook.shelf import shelf_from


def extract_project(
    document: Document,
    output: Path | None,
    form: str | None,
    packs: Path | None,
    overwrite: bool,
    source: Path | None = None,
) -> int:
    """Write the project file of a report, on the screen without `output`; 0 also where much is missing.

    `source` is the report's own file. Raises `Refused` where the output is that file, or is there already
    and `overwrite` is not asked for, or the form is unknown.
    """
    if output is not None and source is not None:
        spare([source], output)
    if output is not None and output.exists() and not overwrite:
        raise Refused(f"{output} 已经存在，没有改动它。请换一个文件名，或加 --force 覆盖。")
    shelf = shelf_from(packs)
    known = forms(shelf)
    if form is not None and form not in [each.code for each in known]:
        codes = "、".join(each.code for each in known)
        raise Refused(f"没有“{form[:40]}”这个表样。请改用其中一个：{codes}。")
    extraction = extract(document, shelf.rules(), known, form)
    content = dump_table(extraction.draft.table, extraction.draft.notes, _lead(extraction, document.name))
    if output is None:
        sys.stdout.write(content.decode())
        return 0
    write_whole(output, content)
    doubts = sum("存疑" in note for note in extraction.draft.notes.values())
    print(f"已写出 {output}：{extraction.form.title}；存疑 {doubts} 处，待补 {len(extraction.faults)} 处。")
    print("各处写在文件的注释里；补好后用 xunzheng report 写成报告。")
    return 0


def _lead(extraction: Extraction, name: str) -> str:
    """What stands above the file: where it is from, and what is still to be done."""
    lines = [f"由 {' '.join(name.split())} 取得。# 后面是取自何处；标“存疑”的请核对。"]
    if extraction.faults:
        lines += ["", f"还有 {len(extraction.faults)} 处要补或要改："]
        lines += [f"  {fault}" for fault in extraction.faults]
    return "\n".join(lines)
