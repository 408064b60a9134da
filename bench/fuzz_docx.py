"""Mutation fuzzing of Word files: reading ends in a document or a refusal, in time, with true positions.

bin/bench fuzz_docx [CASES] [SEED]. Every case follows from SEED and its number alone.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path
from types import FrameType

from lxml import etree

from xunzheng.documents.model import Document, Paragraph
from xunzheng.formats import Unreadable
from xunzheng.formats.docx import read_docx

CASES = 20_000
PROCESSES = 2
SLOW, HANG = 2.0, 20.0
MOST_FAILURES = 20
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_PIECES = tuple(
    """
<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
  <w:r><w:t>项目概况</w:t></w:r></w:p>

<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del><w:r><w:delText>5</w:delText></w:r></w:del>
  <w:ins><w:r><w:t>共6人</w:t></w:r></w:ins></w:p>

<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>
  <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、概况</w:t><w:tab/><w:t>1</w:t></w:r>
  <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>

<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="15"/></w:tblGrid>
  <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/><w:gridSpan w:val="2"/></w:tcPr>
  <w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
  <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>
  <w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>

<w:p><w:r><mc:AlternateContent>
  <mc:Choice><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent></mc:Choice>
  <mc:Fallback><w:txbxContent><w:p/></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>

<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>
  <m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>

<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:br/>
  <w:footnoteReference w:id="2"/><a:blip/></w:r></w:p>

<w:sdt><w:sdtContent><w:p><w:r><w:t>　一是</w:t></w:r></w:p></w:sdtContent></w:sdt>
""".strip().split("\n\n")
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="1" Type="x/styles" Target="styles.xml"/>'
    '<Relationship Id="2" Type="x/numbering" Target="numbering.xml"/>'
    '<Relationship Id="3" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
)
_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
  <w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlRestart w:val="1"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
"""
_NOTE = f'<w:footnote w:id="2">{_PIECES[0]}</w:footnote>'
_PARTS = {
    "word/_rels/document.xml.rels": _RELATIONS,
    "word/styles.xml": f"<w:styles {_NAMES}>{_STYLES}</w:styles>",
    "word/numbering.xml": f"<w:numbering {_NAMES}>{_NUMBERING}</w:numbering>",
    "word/footnotes.xml": f"<w:footnotes {_NAMES}>{_NOTE}</w:footnotes>",
}
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'w:val="[^"]*"')
_VALUES = (
    "",
    "-1",
    "0",
    "9",
    "2147483647",
    "99999999999999999999",
    "restart",
    "x",
    "%9%8%7",
    "1.5",
    "bullet",
    "none",
)


class Hanging(BaseException):
    """The case used more processor time than any case may."""


def mutated_xml(chance: random.Random, xml: str) -> str:
    """Tags cut, doubled, swapped or changed; values replaced; now and then a broken character."""
    for _ in range(chance.randint(1, 6)):
        tags = list(_TAG.finditer(xml))
        values = list(_VALUE.finditer(xml))
        kind = chance.randrange(6)
        if kind <= 1 and values:
            value = chance.choice(values)
            xml = f'{xml[: value.start()]}w:val="{chance.choice(_VALUES)}"{xml[value.end() :]}'
        elif kind == 2 and tags:
            first, second = sorted(chance.sample(range(len(tags)), 2)) if len(tags) > 1 else (0, 0)
            cut = xml[tags[first].start() : tags[second].end()]
            xml = xml[: tags[first].start()] + cut * chance.choice((0, 2, 3)) + xml[tags[second].end() :]
        elif kind == 3 and tags:
            tag, other = chance.choice(tags), chance.choice(tags)
            xml = xml[: tag.start()] + other[0] + xml[tag.end() :]
        elif kind == 4:
            at = chance.randrange(len(xml) + 1)
            xml = xml[:at] + chance.choice(_PIECES) + xml[at:]
        elif chance.random() < 0.2:
            at = chance.randrange(len(xml) + 1)
            xml = xml[:at] + chance.choice("<>&\u0000\ufffe\"'") + xml[at + 1 :]
    xml = xml[:2_000_000]
    return xml if chance.random() < 0.25 else well_formed(xml)


def well_formed(xml: str) -> str:
    """What a forgiving parser makes of it, so that most cases get past the parser."""
    parser = etree.XMLParser(recover=True, resolve_entities=False)
    try:
        root = etree.fromstring(xml.encode(errors="ignore"), parser)
        return xml if root is None else etree.tostring(root, encoding="unicode")
    except etree.LxmlError:
        return xml


def repaired(chance: random.Random) -> str:
    """A body whose elements are well nested but stand anywhere."""
    names = (
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "pPr",
        "rPr",
        "ins",
        "del",
        "sdt",
        "sdtContent",
        "txbxContent",
    )

    def grow(depth: int) -> str:
        name = chance.choice(names)
        inner = "".join(grow(depth - 1) for _ in range(chance.randrange(4))) if depth else ""
        text = chance.choice(("甲", "一、", "12", "", chance.choice(_PIECES)))
        return f"<w:{name}>{text}{inner}</w:{name}>"

    return "".join(grow(6) for _ in range(3))


def case(seed: int, number: int) -> bytes:
    """The bytes of a case."""
    chance = random.Random(seed * 1_000_003 + number)
    body = repaired(chance) if number % 3 == 0 else "".join(chance.choices(_PIECES, k=chance.randint(1, 12)))
    parts = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>", **_PARTS}
    for name in list(parts):
        if chance.random() < (0.7 if name.endswith("document.xml") and number % 3 else 0.2):
            parts[name] = mutated_xml(chance, parts[name])
        if chance.random() < 0.03:
            del parts[name]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package:
        for name, content in parts.items():
            package.writestr(name, content.encode("utf-8", "surrogatepass"))
    content = bytearray(held.getvalue())
    if number % 5 == 0:
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    if number % 50 == 0:
        del content[chance.randrange(len(content)) :]
    return bytes(content)


def fault(document: Document) -> str | None:
    """A place that does not quote the text as it stands, or cells that lie over each other."""
    for block in document.blocks:
        for part in [block] if isinstance(block, Paragraph) else block.cells:
            if document.text[part.start : part.end] != part.text:
                return f"block {block.index}: {part.text[:40]!r} does not stand at {part.start}:{part.end}"
    for table in document.tables():
        covered = sum(cell.row_span * cell.column_span for cell in table.cells)
        if covered > sum(cell is not None for row in table.grid() for cell in row):
            return f"block {table.index}: cells overlap"
    for doubt in document.doubts:
        if not 0 <= doubt.start <= doubt.end <= len(document.text):
            return f"doubt outside the text: {doubt}"
    return None


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Hanging


def examine(content: bytes) -> tuple[str, float]:
    """Read one case: `read`, `refused`, or the trouble in words; and the seconds it took."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        trouble = fault(read_docx(content, "fuzz.docx"))
    except Unreadable:
        return "refused", time.process_time() - begun
    except (Exception, Hanging):
        return traceback.format_exc(), time.process_time() - begun
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - begun
    return trouble or ("read" if spent < SLOW else f"{spent:.2f} s for {len(content)} bytes"), spent


def work(seed: int, numbers: range, folder: str) -> tuple[int, int, float, list[str]]:
    """Run the cases of one process: read, refused, slowest, failures; failing files are saved."""
    signal.signal(signal.SIGPROF, _stop)
    counts = {"read": 0, "refused": 0}
    slowest = 0.0
    failures: list[str] = []
    for number in numbers:
        content = case(seed, number)
        outcome, spent = examine(content)
        slowest = max(slowest, spent)
        if outcome in counts:
            counts[outcome] += 1
            continue
        path = Path(folder) / f"{seed}-{number}.docx"
        path.write_bytes(content)
        failures.append(f"case {number} ({path}): {outcome.strip().splitlines()[-1]}")
        if len(failures) >= MOST_FAILURES:
            break
    return counts["read"], counts["refused"], slowest, failures


def main() -> int:
    """Fuzz; 1 if anything failed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = tempfile.mkdtemp(prefix="xunzheng-fuzz-")
    shares = [(seed, range(first, cases, PROCESSES), folder) for first in range(PROCESSES)]
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        results = pool.starmap(work, shares)
    failures = [failure for result in results for failure in result[3]]
    seconds = time.perf_counter() - begun
    print(
        f"seed {seed}: {cases:,} cases in {seconds:.0f} s; read {sum(r[0] for r in results):,}, "
        f"refused {sum(r[1] for r in results):,}; slowest {max(r[2] for r in results) * 1000:.0f} ms; "
        f"failures {len(failures)}"
    )
    for failure in failures:
        print("  " + failure)
    return min(1, len(failures))


if __name__ == "__main__":
    sys.exit(main())
