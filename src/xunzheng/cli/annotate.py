"""The commands that give findings back: `annotate`, `paper` and `findings`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xunzheng.audit.finding import Severity
from xunzheng.audit.run import Audit, audit
from xunzheng.cli.audit_text import totals
from xunzheng.cli.inputs import read_bytes, read_limits
from xunzheng.cli.refusal import Refused
from xunzheng.cli.whole_file import spare, write_whole
from xunzheng.formats import Unreadable, read
from xunzheng.formats.written_refusal import Unwritable
from xunzheng.rulebook import rules_from

if TYPE_CHECKING:
    from xunzheng.audit.rules import Rules

_NAMED = {
    "docx": "Word 文件，发现写成批注",
    "docm": "Word 文件，发现写成批注；宏没有动",
    "xlsx": "工作簿，发现写成单元格批注，另加一张核对意见表",
    "xlsm": "工作簿，发现写成单元格批注，另加一张核对意见表；宏没有动",
    "pdf": "PDF，发现标在原字上",
    "html": "网页，发现写在正文旁边",
}


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What is asked for: the file to write, and the rules that the user chose."""

    output: Path | None
    packs: Path | None = None
    on: date | None = None
    region: str | None = None
    layout: str | None = None

    def rules(self) -> Rules:
        """The rules to audit under."""
        return rules_from(self.packs, self.on, self.region, self.layout)


def annotate_report(file: str, request: GivenBack) -> int:
    """Write the report's own file with its findings in it; 1 if any is an error, else 0.

    Without a file to write to, one beside the report: `报告-批注.docx`.
    """
    from xunzheng.formats.annotated_files import give_back, own_suffix

    content, outcome = _audited(file, request)
    suffix = own_suffix(content, outcome.document.name)
    output = request.output or _beside(file, f"-批注.{suffix}")
    _refuse_same(file, output)
    wanted = output.suffix.lower().lstrip(".")
    try:
        given = give_back(content, outcome, wanted, read_limits())
    except Unwritable as refusal:
        raise Refused(str(refusal)) from None
    write_whole(output, given.content)
    own = _NAMED[wanted] if wanted == suffix else "报告的文字重新排过，批注编了号"
    _say(f"已写出 {output}（{own}），批注 {given.notes} 条。", *given.remarks, totals(outcome))
    return _code(outcome)


def write_paper(file: str, request: GivenBack) -> int:
    """Write the working paper of one report; 1 if any finding is an error, else 0."""
    from xunzheng.batch.identity import identify
    from xunzheng.formats.annotated_files import paper_of
    from xunzheng.formats.writing import output_kind, write

    output = request.output or _beside(file, "-复核意见.docx")
    _refuse_same(file, output)
    try:
        kind = output_kind(output.name)
        _, outcome = _audited(file, request)
        who = identify(outcome.document)
        content = write(paper_of(outcome, who.unit, who.project), kind)
    except Unwritable as refusal:
        raise Refused(str(refusal)) from None
    write_whole(output, content)
    _say(f"已写出 {output}（复核意见）。", totals(outcome))
    return _code(outcome)


def write_findings(files: Sequence[str], request: GivenBack) -> int:
    """Write the list of the findings of these reports; 1 if any is an error, 2 if one could not be read.

    One that cannot be read is said and left out; `Refused` where none can.
    """
    from xunzheng.formats.annotated_list import findings_xlsx

    output = request.output or _beside(files[0], "-问题清单.xlsx")
    if output.suffix.lower() != ".xlsx":
        raise Refused(f"问题清单写成 Excel 工作簿，{output.name} 的后缀不对。请把后缀改成 .xlsx。")
    for file in files:
        _refuse_same(file, output)
    seen: list[Audit] = []
    refused: list[str] = []
    content = findings_xlsx(_each(files, request, seen, refused))
    if not seen:
        raise Refused(refused[0])
    write_whole(output, content)
    found = sum(len(outcome.findings) for outcome in seen)
    _say(f"已写出 {output}（问题清单）：{len(seen)} 份报告，{found} 处发现。")
    for sentence in refused:
        print(sentence, file=sys.stderr)
    return 2 if refused else max(map(_code, seen))


def _each(
    files: Sequence[str], request: GivenBack, seen: list[Audit], refused: list[str]
) -> Iterator[tuple[str, Audit]]:
    rules = request.rules()
    limits = read_limits()
    alike = Counter(map(_name, files))
    for file in files:
        try:
            outcome = audit(read(read_bytes(file, limits.file_bytes), _name(file), limits), rules)
        except (Refused, Unreadable) as refusal:
            refused.append(str(refusal))
            continue
        seen.append(outcome)
        yield file if alike[_name(file)] > 1 else _name(file), outcome


def _audited(file: str, request: GivenBack) -> tuple[bytes, Audit]:
    limits = read_limits()
    content = read_bytes(file, limits.file_bytes)
    return content, audit(read(content, _name(file), limits), request.rules())


def _name(file: str) -> str:
    return "标准输入" if file == "-" else Path(file).name


def _beside(file: str, ending: str) -> Path:
    if file == "-":
        raise Refused("从标准输入读的报告，请用 -o 说明写到哪里。")
    return Path(file).with_name(Path(file).stem + ending)


def _refuse_same(file: str, output: Path) -> None:
    spare([Path(file)] if file != "-" else [], output)


def _code(outcome: Audit) -> int:
    return int(any(finding.severity is Severity.ERROR for finding in outcome.findings))


def _say(*sentences: str) -> None:
    for sentence in sentences:
        print(sentence)
