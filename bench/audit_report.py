"""Auditing a report, warm and in process, against markitdown merely converting the same text in a docx.

bin/bench audit_report [FILE]. Without a file: the shipped sample alone.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path

import docx
from markitdown import MarkItDown

from _measure import growth, measure, steps, versions
from xunzheng import samples
from xunzheng.audit.run import audit
from xunzheng.documents.model import Document, Table
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

ROUNDS = 15
TIMES = (1, 4, 16)


def write_docx(document: Document, path: Path) -> None:
    """Write a document as docx: paragraphs, and its tables as real ones."""
    written = docx.Document()
    for block in document.blocks:
        if isinstance(block, Table):
            _write_table(written, block)
        else:
            written.add_paragraph(block.text)
    written.save(str(path))


def _write_table(written: docx.document.Document, table: Table) -> None:
    grid = written.add_table(table.rows, table.columns)
    rows = [row.cells for row in grid.rows]
    for cell in table.cells:
        rows[cell.row][cell.column].text = cell.text


def side_by_side(content: bytes, name: str, converter: MarkItDown, folder: Path) -> None:
    """Print what reading, auditing and both cost, and what the conversion costs."""
    document, rules = read(content, name), standard_rules()
    path = folder / "report.docx"
    write_docx(document, path)
    converted = converter.convert(str(path)).text_content
    outcome = audit(document, rules)
    costs = measure(
        {
            "read": lambda: read(content, name),
            "audit": lambda: audit(document, rules),
            "read + audit": lambda: audit(read(content, name), rules),
            "markitdown converts the docx": lambda: converter.convert(str(path)),
        },
        ROUNDS,
        warm=2,
    )
    tables = list(document.tables())
    print(
        f"{name}: {len(document.text):,} characters, {len(list(document.paragraphs()))} paragraphs, "
        f"{len(tables)} tables ({sum(len(table.cells) for table in tables)} cells); "
        f"{len(outcome.findings)} findings, {len(outcome.held)} held; "
        f"markdown of {len(converted):,} characters"
    )
    print(f"  {'milliseconds (median of ' + str(ROUNDS) + ')':32} processor       wall")
    for call, cost in costs.items():
        print(f"  {call:30} {cost.written()}")
    ours, theirs = costs["read + audit"], costs["markitdown converts the docx"]
    print(
        f"  read + audit / conversion: {ours.processor / theirs.processor:.2f} (processor), "
        f"{ours.wall / theirs.wall:.2f} (wall)\n"
    )


def grow(content: bytes, name: str) -> None:
    """Print how the cost grows over the report repeated."""
    rules, texts = standard_rules(), {times: content * times for times in TIMES}
    calls = {str(times): lambda text=text: audit(read(text, name), rules) for times, text in texts.items()}
    costs = measure(calls, rounds=3)
    seconds = [costs[str(times)].processor for times in TIMES]
    told = ", ".join(f"{times}x {second * 1000:.0f} ms" for times, second in zip(TIMES, seconds, strict=True))
    print(f"  repeated: {told}; exponent {growth(TIMES, seconds):.2f} (steps {steps(TIMES, seconds)})\n")


def main() -> int:
    """Measure the sample, and the file of the command line."""
    logging.disable(logging.WARNING)
    reports = [(samples.sample(), samples.name)]
    reports += [(Path(file).read_bytes(), Path(file).name) for file in sys.argv[1:]]
    print(f"against {versions('markitdown', 'python-docx')}\n")
    converter = MarkItDown()
    with tempfile.TemporaryDirectory() as folder:
        for content, name in reports:
            side_by_side(content, name, converter, Path(folder))
            grow(content, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
