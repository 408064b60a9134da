"""Mutation fuzzing of PDF files and of what the confined half reports: a document or a sentence, no crash.

bin/bench fuzz_pdf [FILES] [RECORDS] [SEED]. Every case follows from SEED and its number alone.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.formats.pdf_raw import image_object, raw_pdf, stream_object, text  # noqa: E402 (path first)
from tests.formats.pdf_typeset import page_setup, typeset  # noqa: E402 (path first)
from xunzheng.documents.model import Document, Table  # noqa: E402 (path first)
from xunzheng.formats import Unreadable  # noqa: E402 (path first)
from xunzheng.formats.confined import Ending, Limits, run_confined  # noqa: E402 (path first)
from xunzheng.formats.pdf import PdfLimits, lay_out, read_pdf  # noqa: E402 (path first)
from xunzheng.formats.pdf_pages import BrokenRecord, read_report  # noqa: E402 (path first)

FILES, RECORDS = 5_000, 20_000
SLOW = 5.0
WORDS = (b"<<", b">>", b"999999999", b"-1", b"0 R", b"]", b"(", b"null", b"1e38", b" Do", b" re f", b"\n")
NUMBERS = (0, 1, -1, 5, 10**6, -(10**6), 1.5, "", "x" * 50, None, [], True, "\ue000\ufffd", "一、" * 9, " ")

TABLE = """
一、概况

本单位2023年预算1,234.56万元。本单位2023年预算1,234.56万元。本单位2023年预算1,234.56万元。

#table(columns: (1fr, 1fr, 1fr), table.cell(colspan: 2)[指标], [得分],
  table.cell(rowspan: 2)[产出], [数量], [10], [质量], [9])
#pagebreak()
第二页的正文。
"""


def seeds() -> list[bytes]:
    """Files of many kinds: set by a typesetter, by hand, encrypted, with images, forms and ruled lines."""
    form = stream_object(
        text("In a form"), b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</Font<</F 4 0 R>>>>"
    )
    both = b"<</Font<</F 4 0 R>>/XObject<</I 5 0 R/X 6 0 R>>>>"
    grid = b"".join(
        b"%d 300 m %d 500 l S 100 %d m 300 %d l S\n" % (x, x, x + 200, x + 200) for x in (100, 200, 300)
    )
    page = text("Page") + b"q 90 0 0 90 0 0 cm /I Do Q /X Do\n" + grid + text("12", x=120, y=420)
    return [
        typeset(page_setup() + TABLE),
        raw_pdf([page, text("Two"), grid], resources=both, further={5: image_object(), 6: form}),
        raw_pdf([text("Open") * 20], user_password=b""),
        raw_pdf([b"1 0 0 1 5 5 cm " + grid + text("Turned")], page_entries=b"/Rotate 90"),
    ]


def mutate_bytes(chance: random.Random, content: bytes) -> bytes:
    """A few changes: bytes, left-out, doubled or moved parts, words of the format put in."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 1, 4, 40, 400))
        kind = chance.randrange(5)
        if kind == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        elif kind == 3:
            changed[at : at + length] = chance.choice(WORDS)
        else:
            del changed[at : len(changed) if chance.random() < 0.1 else at + 1]
    return bytes(changed)


def mutate_record(chance: random.Random, record: object) -> object:
    """A record with numbers, lists or texts in it changed."""
    if isinstance(record, dict):
        return {key: mutate_record(chance, value) for key, value in record.items()}
    if isinstance(record, list):
        items = [mutate_record(chance, item) for item in record]
        if items and chance.random() < 0.01:
            items[chance.randrange(len(items))] = chance.choice(items)
        if items and chance.random() < 0.003:
            items *= chance.choice((0, 2, 20))
        return items
    if chance.random() < 0.0005:
        return chance.choice(NUMBERS)
    if type(record) is int and chance.random() < 0.05:
        return record + chance.choice((-500, -30, -3, 3, 30, 500))
    return record


def faults(document: Document) -> list[str]:
    """Places that do not quote the document as it stands, tables whose cells overlap or stick out."""
    found = []
    for block in document.blocks:
        parts = block.cells if isinstance(block, Table) else (block,)
        found += ["misquoted" for part in parts if document.text[part.start : part.end] != part.text]
        if isinstance(block, Table):
            covered = sum(cell.row_span * cell.column_span for cell in block.cells)
            block.grid()
            found += ["overlap"] if covered > block.rows * block.columns else []
    return found + [
        "doubt" for doubt in document.doubts if not 0 <= doubt.start <= doubt.end <= len(document.text)
    ]


def run_file(seed: int, number: int, files: list[bytes]) -> str:
    """What became of a mutated file."""
    chance = random.Random(seed * 1_000_003 + number)
    try:
        document = read_pdf(mutate_bytes(chance, chance.choice(files)), "fuzz.pdf", PdfLimits(seconds=20))
    except Unreadable:
        return "refused"
    return ",".join(faults(document)) or "read"


def run_record(seed: int, number: int, outputs: list[list[object]]) -> str:
    """What became of a mutated report of the confined half."""
    chance = random.Random(seed * 7_000_003 + number)
    records = mutate_record(chance, chance.choice(outputs))
    assert isinstance(records, list)
    output = "".join(json.dumps(record) + "\n" for record in records).encode()
    try:
        document = lay_out(read_report(output), "fuzz.pdf")
    except (Unreadable, BrokenRecord):
        return "refused"
    return ",".join(faults(document)) or "laid out"


def work(share: tuple[str, int, int, int, int]) -> tuple[Counter[str], float]:
    """One process's share of the cases, and its slowest."""
    kind, first, last, step, seed = share
    files = seeds()
    worker = str(ROOT / "src/xunzheng/formats/pdf_worker.py")
    outputs = []
    for file in files:
        outcome = run_confined([sys.executable, "-I", worker, "99", "99"], file, Limits())
        assert outcome.ending is Ending.WELL
        outputs.append([json.loads(line) for line in outcome.output.splitlines()])
    seen: Counter[str] = Counter()
    slowest = 0.0
    for number in range(first, last, step):
        begun = time.perf_counter()
        try:
            told = run_file(seed, number, files) if kind == "file" else run_record(seed, number, outputs)
        except Exception as fault:
            told = f"CRASH {type(fault).__name__} case {number}"
            traceback.print_exc()
        spent = time.perf_counter() - begun
        slowest = max(slowest, spent)
        seen[told if spent < SLOW else f"SLOW case {number}"] += 1
    return seen, slowest


def main() -> int:
    """Run both kinds over two processes; 1 where anything but a document or a refusal came out."""
    given = [int(argument) for argument in sys.argv[1:]]
    files, records, seed = [*given, *(FILES, RECORDS, 1)[len(given) :]]
    bad = 0
    for kind, count in (("record", records), ("file", files)):
        with multiprocessing.Pool(2) as pool:
            shares = [(kind, start, count, 2, seed) for start in range(2)]
            results = pool.map(work, shares)
        seen = sum((tally for tally, _ in results), Counter[str]())
        print(f"{kind}s: {dict(seen)}; slowest {max(slow for _, slow in results):.2f} s", flush=True)
        bad += sum(n for told, n in seen.items() if told not in ("read", "refused", "laid out"))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
