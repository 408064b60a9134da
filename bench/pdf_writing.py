"""Writing reports as PDF, warm, against WeasyPrint printing the same report from our own page.

bin/bench pdf_writing [ROUNDS]. Three sizes; every round has another text, so that nothing is remembered.
Both set the same content on A4: ours by typst, WeasyPrint's from the HTML that we write of it.
"""

from __future__ import annotations

import io
import logging
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pypdfium2
import weasyprint

from _measure import measure, versions
from xunzheng.documents.manuscript import Chart, Manuscript, Passage, Piece
from xunzheng.formats.writing import OutputKind, write

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
SIZES = (1, 4, 16)  # sections of the report


def made(sections: int, number: int) -> Manuscript:
    """A report of that many sections, each with text, a score table and three charts, like no other."""
    from tests.formats.written_manuscripts import report

    whole = report(sections)
    return replace(whole, pieces=tuple(_varied(piece, number, at) for at, piece in enumerate(whole.pieces)))


def _varied(piece: Piece, number: int, at: int) -> Piece:
    """The piece with other words or values than in any other report, and in any other place of this one."""
    if isinstance(piece, Passage):
        return replace(piece, text=piece.text.replace("我单位", f"第{number}单位"))
    if not isinstance(piece, Chart):
        return piece
    shift = Decimal(number) + Decimal(at) / 100
    series = tuple(
        replace(each, values=tuple(value + shift for value in each.values if value is not None))
        for each in piece.series
    )
    return replace(piece, series=series)


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(pypdfium2.PdfDocument(io.BytesIO(content)))


def printed(manuscript: Manuscript) -> bytes:
    """The same manuscript as WeasyPrint prints our page of it."""
    content = weasyprint.HTML(string=write(manuscript, OutputKind.HTML).decode()).write_pdf()
    assert isinstance(content, bytes)
    return content


def main() -> int:
    """Measure each size side by side."""
    sys.path.insert(0, str(ROOT))
    logging.disable(logging.ERROR)
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(f"against {versions('weasyprint', 'typst')}; medians of {rounds} on the wall's clock\n")
    numbers = count()
    for sections in SIZES:
        ours, theirs = (pages_of(f(made(sections, next(numbers)))) for f in (written, printed))
        costs = measure(
            {
                "written": lambda sections=sections: written(made(sections, next(numbers))),
                "WeasyPrint": lambda sections=sections: printed(made(sections, next(numbers))),
            },
            rounds,
        )
        ratio = costs["WeasyPrint"].wall / costs["written"].wall
        for name, pages in (("written", ours), ("WeasyPrint", theirs)):
            print(f"{sections:3} sections, {pages:3} pages  {name:12} {costs[name].written()} ms")
        print(f"    ratio on the wall {ratio:.1f}\n")
    return 0


def written(manuscript: Manuscript) -> bytes:
    """The manuscript as we write it."""
    return write(manuscript, OutputKind.PDF)


if __name__ == "__main__":
    sys.exit(main())
