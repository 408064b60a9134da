"""Short reports of two places, and the measured things read out of them."""

from __future__ import annotations

from xunzheng.audit.identity.matching import Match, matches
from xunzheng.audit.identity.measured import Measured
from xunzheng.audit.identity.prose import read_prose
from xunzheng.audit.identity.tables import read_tables
from xunzheng.audit.reading import Reading, read
from xunzheng.formats.text import read_text

TITLE = "云溪县2023年度专项资金绩效自评报告"


def report(first: str, second: str) -> str:
    """A report with a passage in each of two parts; the lines of a passage that hold ` | ` are a table's."""
    return f"{TITLE}\n\n一、项目概况\n{_place(first)}\n\n二、绩效完成情况\n{_place(second)}\n"


def _place(passage: str) -> str:
    return "\n".join(f"| {line} |" if " | " in line else line for line in passage.split("\\n"))


def reading(text: str) -> Reading:
    """The reading of a text as it would be read from a file."""
    return read(read_text(text.encode(), "报告.txt"))


def measured(text: str) -> list[Measured]:
    """The measured things of a text: those of its sentences, then those of its tables."""
    read_out = reading(text)
    document = read_out.document
    told = read_tables(document, read_out.sentences, read_out.sheets)
    return [*read_prose(read_out.prose, TITLE), *told]


def pairs(first: str, second: str) -> list[Match]:
    """The matches of a report with a passage in each of two parts."""
    return matches(measured(report(first, second)), 2023)
