"""Reading PDF reports, warm, against pdfplumber (words and tables) and markitdown converting the same files.

bin/bench pdf_reading [FILE …]. Without files: the shipped sample and reports of the corpus, set by typst.
"""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

import pdfplumber
from markitdown import MarkItDown

from _measure import measure, versions
from xunzheng import samples
from xunzheng.documents.model import Table
from xunzheng.formats import read
from xunzheng.formats.pdf import PdfLimits, _report, lay_out, read_pdf

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
COPIES = 12  # of a report in one file, for a long one


def made() -> list[tuple[str, bytes]]:
    """The sample once, and many times over, as PDF."""
    sys.path.insert(0, str(ROOT))
    from tests.formats.pdf_typeset import page_setup, source_of, typeset

    document = read(samples.sample(), samples.name)
    body = source_of(document, "")
    long = page_setup() + "\n#pagebreak()\n".join([body] * COPIES)
    return [("sample.pdf", typeset(page_setup() + body)), (f"sample x {COPIES}.pdf", typeset(long))]


def plumbed(content: bytes) -> tuple[int, int]:
    """Words and tables of every page as pdfplumber finds them; the pages, and the tables."""
    with pdfplumber.open(io.BytesIO(content)) as file:
        tables = 0
        for page in file.pages:
            page.extract_words()
            tables += len(page.extract_tables())
        return len(file.pages), tables


def side_by_side(name: str, content: bytes, converter: MarkItDown) -> None:
    """Print pages per second of each, and the ratios."""
    pages, their_tables = plumbed(content)
    document = read_pdf(content, name)
    ours = [block for block in document.blocks if isinstance(block, Table)]
    report, _ = _report(content, name, PdfLimits())
    calls = {
        "read_pdf": lambda: read_pdf(content, name),
        "  of it confined, with its start": lambda: _report(content, name, PdfLimits()),
        "  of it layout": lambda: lay_out(report, name),
        "pdfplumber": lambda: plumbed(content),
        "markitdown": lambda: converter.convert_stream(io.BytesIO(content), file_extension=".pdf"),
    }
    costs = measure(calls, ROUNDS)
    print(
        f"{name}: {pages} pages, {len(content) / 1024:,.0f} kB; {len(ours)} tables, pdfplumber {their_tables}"
    )
    for call, cost in costs.items():
        ratio = cost.wall / costs["read_pdf"].wall
        print(f"  {call:34} {cost.wall * 1000:9.1f} ms {pages / cost.wall:9.1f} pages/s {ratio:7.2f}")
    print()


def main() -> int:
    """Measure the files of the command line, or those made here."""
    logging.disable(logging.WARNING)
    files = [(Path(file).name, Path(file).read_bytes()) for file in sys.argv[1:]] or made()
    print(f"against {versions('pdfplumber', 'markitdown')}; medians of {ROUNDS} on the wall's clock\n")
    converter = MarkItDown()
    for name, content in files:
        side_by_side(name, content, converter)
    return 0


if __name__ == "__main__":
    sys.exit(main())
