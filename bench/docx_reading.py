"""Reading Word files: ours against bare lxml, python-docx cell access and markitdown, three sizes, ratios.

bin/bench docx_reading. The files are written here, in the manner of what Word writes: run properties on
every run, merged cells, automatic numbers.
"""

from __future__ import annotations

import io
import logging
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from lxml import etree
from markitdown import MarkItDown

from _measure import Cost, growth, measure, steps, versions
from xunzheng.formats.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
T = f"{{{W}}}t"
SIZES = (("report", 120, 30), ("long report", 600, 200), ("2,000 rows", 600, 2000))
ROUNDS = 7
SLOW_ROUNDS = 1
COLUMNS = 8
PARTS = ("document", "styles", "numbering")
FONT = (
    '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
)


def run(text: str) -> str:
    """A run as Word writes it."""
    return f"<w:r>{FONT}<w:t>{text}</w:t></w:r>"


def paragraph(number: int) -> str:
    """A paragraph of three runs; every eighth is numbered."""
    lists = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if number % 8 == 0 else ""
    texts = (
        "全年共安排资金",
        f"{1200 + number}",
        "万元，其中省级补助420万元，市级配套300万元，资金全部到位。",
    )
    properties = (
        f'<w:pPr>{lists}<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/>{FONT}</w:pPr>'
    )
    return f"<w:p>{properties}{''.join(map(run, texts))}</w:p>"


def cell(text: str, merge: str = "") -> str:
    """A cell as Word writes it."""
    properties = f'<w:tcPr><w:tcW w:w="1100" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
    return (
        f'<w:tc>{properties}<w:p><w:pPr><w:jc w:val="center"/>{FONT}</w:pPr>{text and run(text)}</w:p></w:tc>'
    )


def table(rows: int) -> str:
    """A table whose first column is merged over every four rows."""
    written = []
    for row in range(rows):
        merge = '<w:vMerge w:val="restart"/>' if row % 4 == 0 else "<w:vMerge/>"
        cells = [cell("产出指标" if row % 4 == 0 else "", merge)]
        cells += [cell(f"完成率{row * COLUMNS + column}") for column in range(1, COLUMNS)]
        written.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1100"/>' * COLUMNS
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"


def word_file(paragraphs: int, rows: int) -> bytes:
    """A Word file: the parts of an empty one of python-docx, the text our own."""
    blank = io.BytesIO()
    docx.Document().save(blank)
    body = "".join(map(paragraph, range(paragraphs))) + table(rows) + "<w:sectPr/>"
    main = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    held = io.BytesIO()
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, main if name == "word/document.xml" else old.read(name))
    return held.getvalue()


def parse_bare(content: bytes) -> etree._Element:
    """Unzip and parse the main part, nothing more."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def parse_parts_bare(content: bytes) -> list[etree._Element]:
    """The same for the three parts that a reader of numbers and headings cannot do without."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [etree.fromstring(package.read(f"word/{part}.xml")) for part in PARTS]


def texts_bare(content: bytes) -> list[list[str]]:
    """document.xml parsed, and the text of each paragraph taken out in the plainest way."""
    root = parse_bare(content)
    return [["".join(each.itertext(T)) for each in root.iter(f"{{{W}}}p")]]


def cells_of_python_docx(content: bytes) -> int:
    """Every cell by its row and column, as its users write it."""
    document = docx.Document(io.BytesIO(content))
    length = sum(len(each.text) for each in document.paragraphs)
    for each in document.tables:
        for row in range(len(each.rows)):
            for column in range(len(each.columns)):
                length += len(each.cell(row, column).text)
    return length


def compare(name: str, content: bytes, converter: MarkItDown, path: Path, *, is_small: bool) -> float:
    """Print the costs side by side; ours in seconds of the processor."""
    path.write_bytes(content)
    calls: dict[str, Callable[[], object]] = {
        "ours": lambda: read_docx(content, name),
        "bare lxml: document.xml": lambda: parse_bare(content),
        "bare lxml: three parts": lambda: parse_parts_bare(content),
        "bare lxml: and the texts": lambda: texts_bare(content),
    }
    costs = measure(calls, ROUNDS)
    slow: dict[str, Callable[[], object]] = {"markitdown": lambda: converter.convert(str(path))}
    if is_small:
        slow["python-docx cell(i, j)"] = lambda: cells_of_python_docx(content)
    costs |= measure(slow, SLOW_ROUNDS, warm=0)
    show(name, content, costs)
    return costs["ours"].processor


def show(name: str, content: bytes, costs: dict[str, Cost]) -> None:
    """Print one table."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("word/document.xml").file_size
    document = read_docx(content, name)
    cells = sum(len(each.cells) for each in document.tables())
    print(f"{name}: document.xml of {size / 1e6:.2f} MB, {len(document.blocks)} blocks, {cells} cells")
    print(f"  {'milliseconds (medians)':26} processor       wall   ours / this   this / ours")
    ours = costs["ours"].processor
    for call, cost in costs.items():
        print(f"  {call:24} {cost.written()}   {ours / cost.processor:11.3f}   {cost.processor / ours:11.2f}")
    print()


def main() -> int:
    """Measure three sizes, and how ours grows."""
    logging.disable(logging.WARNING)
    print(f"against {versions('lxml', 'python-docx', 'markitdown')}\n")
    converter = MarkItDown()
    sizes: list[int] = []
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, paragraphs, rows in SIZES:
            content = word_file(paragraphs, rows)
            path = Path(folder) / "report.docx"
            seconds.append(compare(name, content, converter, path, is_small=rows <= 200))
            sizes.append(len(main_part(content)))
    print(f"growth of ours: exponent {growth(sizes, seconds):.2f} (steps {steps(sizes, seconds)})")
    return 0


def main_part(content: bytes) -> bytes:
    """The main part, unzipped."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml")


if __name__ == "__main__":
    sys.exit(main())
