"""The report as it was read, as a manuscript: numbered marks behind what was found, notes below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from xunzheng.audit.finding import Place
from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_counts import level_counts
from xunzheng.authoring.findings_list_wording import LEVELS, fit, name_of, told
from xunzheng.documents.manuscript import Grid, Heading, Manuscript, Passage, Piece, Role, Slot
from xunzheng.documents.model import Cell, Paragraph, Table

_DEEPEST = 4


def annotated_report(audit: Audit) -> Manuscript:
    """The manuscript, for formats that have no margin: `〔3〕` stands behind the place of finding 3.

    The text is the report's own but for these marks. What concerns the whole report stands before it.

    Example: ``annotated_report(outcome).title == "报告.txt（批注）"``.
    """
    marks = _marks(audit)
    notes = _notes(audit)
    pieces: list[Piece] = [Passage(_counted(audit), Role.NOTE), *notes.get(-1, ())]
    for block in audit.document.blocks:
        if isinstance(block, Table):
            pieces.append(_grid(block, marks))
        else:
            pieces.append(_passage(block, marks))
        pieces += notes.get(block.index, ())
    title = f"{fit(audit.document.name)}（批注）"
    return Manuscript(title, tuple(pieces), header="循证核对批注", is_result=True)


def _counted(audit: Audit) -> str:
    counts = level_counts(audit.findings)
    parts = "、".join(f"{LEVELS[level]} {count}" for level, count in counts.items())
    examined = len(audit.findings) + len(audit.held)
    found = f"共核对 {examined} 处，{len(audit.held)} 处无误，发现 {len(audit.findings)} 处（{parts}）"
    return f"{found}。方括号中的数字是批注的号，批注排在所在段落或表格之后。"


def _marks(audit: Audit) -> Mapping[int, str]:
    """The marks by the offset that they stand behind."""
    numbers: defaultdict[int, dict[int, None]] = defaultdict(dict)
    for number, finding in enumerate(audit.findings, 1):
        for place in finding.where:
            numbers[place.end][number] = None
    return {end: "".join(f"〔{number}〕" for number in found) for end, found in numbers.items()}


def _notes(audit: Audit) -> Mapping[int, list[Passage]]:
    """The notes by the block of the finding's first place; -1 for those of the whole report."""
    known = {block.index for block in audit.document.blocks}
    notes: defaultdict[int, list[Passage]] = defaultdict(list)
    for number, finding in enumerate(audit.findings, 1):
        first: Place | None = finding.where[0] if finding.where else None
        lines = "；".join(f"{label}：{fit(text).strip('。')}" for label, text in told(finding))
        text = f"〔{number}〕【{LEVELS[finding.severity]}】{name_of(finding.code)}。{lines}。"
        block = first.block if first is not None and first.block in known else -1
        notes[block].append(Passage(" ".join(text.split()), Role.QUOTE))
    return notes


def _passage(paragraph: Paragraph, marks: Mapping[int, str]) -> Heading | Passage:
    text = _marked(paragraph, marks)
    is_heading = paragraph.level > 0 and paragraph.body_start in (paragraph.start, paragraph.end)
    return Heading(min(paragraph.level, _DEEPEST), text) if is_heading else Passage(text)


def _marked(part: Paragraph | Cell, marks: Mapping[int, str]) -> str:
    """The text with the marks of the places that end in it, an empty one with those at its place."""
    ends = [
        end for end in range(part.start, part.end + 1) if end in marks and (end > part.start or not part.text)
    ]
    pieces: list[str] = []
    at = part.start
    for end in ends:
        pieces += [part.text[at - part.start : end - part.start], marks[end]]
        at = end
    return fit("".join([*pieces, part.text[at - part.start :]]))


def _grid(table: Table, marks: Mapping[int, str]) -> Grid:
    rows = tuple(tuple(_slots(row, number, marks)) for number, row in enumerate(table.grid()))
    return Grid(rows, _widths(table), header_rows=0)


def _slots(row: Sequence[Cell | None], number: int, marks: Mapping[int, str]) -> Iterator[Slot]:
    """The cells that begin in a row, with empty ones where the file gave none."""
    for column, cell in enumerate(row):
        if cell is None:
            yield Slot("")
        elif (cell.row, cell.column) == (number, column):
            yield Slot(_marked(cell, marks), cell.row_span, cell.column_span)


def _widths(table: Table) -> tuple[int, ...]:
    longest = [4] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            lines = max((len(line) for line in cell.text.split("\n")), default=0)
            longest[cell.column] = max(longest[cell.column], min(lines, 24))
    return tuple(longest)
