"""The command `id`: what kind of identifier a text is, its parts, and whether its check characters hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import field, opened_output, page_width, print_lines, safe
from xunzheng.identifiers.reading import Part, Reading
from xunzheng.identifiers.recognition import recognise
from xunzheng.rulebook import standard_shelf
from xunzheng.rulebook.identifier_tables import tables_from

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class IdentifierRequest:
    """A text as typed, the day for which regions are named, and how the answer is written."""

    written: str
    on: date
    as_json: bool = False
    in_full: bool = False


def show_identifier(request: IdentifierRequest) -> int:
    """Print every reading; 0 where one holds, 1 where none does. Raises `Refused` where there is none."""
    tables = tables_from(standard_shelf())
    readings = recognise(request.written, tables, request.on, in_full=request.in_full)
    if not readings:
        raise Refused(_unknown(request.written))
    if request.as_json:
        print(json.dumps(_answer(readings, request.on), ensure_ascii=False, indent=2))
    else:
        with opened_output(None) as console:
            print_lines(console, _lines(readings, page_width(console)))
    return 0 if any(reading.holds for reading in readings) else 1


def _unknown(written: str) -> str:
    """The sentence does not repeat what was typed: it may be a person's number with a digit too few."""
    length = len("".join(written.split()))
    return (
        f"认不出这是什么编码：共 {length} 位。应为统一社会信用代码或身份号码（18 位）、组织机构代码（9 位）、"
        "实施编码（31 位）、业务办理项编码（33 位）、办件编号（43 位）、基本编码（12 位）、"
        "行政区划代码（6 位）、电子证照标识（1.2.156.3005.2 开头）等；请核对有无漏写、多写。"
    )


def _lines(readings: Sequence[Reading], width: int) -> Iterator[Text]:
    for number, reading in enumerate(readings):
        if number:
            yield Text("")
        yield from _reading_lines(reading, width)
    if any(reading.is_masked for reading in readings):
        yield from field("说明", "可能是个人号码，已隐去一部分；要看全部，加 --full。", width, "dim")


def _reading_lines(reading: Reading, width: int) -> Iterator[Text]:
    verdict = ("成立", "green") if reading.holds else ("不成立", "red")
    yield Text.assemble((reading.title, "bold"), "  ", safe(reading.text), "  ", verdict)
    for part in reading.parts:
        yield from field("", _part_text(part), width)
    # Those that do not hold are told among the flaws.
    for check in (check for check in reading.checks if check.holds):
        yield from field("校验", f"{check.name}（第 {check.position} 位）成立", width)
    for flaw in reading.flaws:
        yield from field("错处", str(flaw), width, "red")
    for remark in reading.remarks:
        yield from field("注意", remark, width, "yellow")


def _part_text(part: Part) -> str:
    return f"{part.name}：{part.text}" + (f"（{part.meaning}）" if part.meaning else "")


def _answer(readings: Sequence[Reading], on: date) -> Json:
    return {"on": on.isoformat(), "readings": [_reading_json(reading) for reading in readings]}


def _reading_json(reading: Reading) -> Json:
    return {
        "kind": reading.kind,
        "title": reading.title,
        "text": reading.text,
        "holds": reading.holds,
        "masked": reading.is_masked,
        "parts": [
            {"name": part.name, "text": part.text, "meaning": part.meaning or None} for part in reading.parts
        ],
        "checks": [
            {
                "name": check.name,
                "position": check.position,
                "found": check.found,
                "expected": check.expected,
                "holds": check.holds,
            }
            for check in reading.checks
        ],
        "flaws": [
            {"position": flaw.position, "what": flaw.what, "expected": flaw.expected, "found": flaw.found}
            for flaw in reading.flaws
        ],
        "remarks": list(reading.remarks),
    }
