"""Printing for a person: colour only on a terminal, lines wrapped by the width of Chinese characters."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from xunzheng.cli.refusal import Refused
from xunzheng.formats.failures import reason_of

WIDTH = 100
# Control and direction characters of a hostile report could rewrite the reader's terminal.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PIECE = re.compile(r"(?:[!-~]+|.)[，。；：、！？）》」』”’％]* ?", re.DOTALL)


class Paper(Console):
    """A console that prints what it is given as it stands: no markup, no emoji, no wrapping of its own."""

    def __init__(self, file: TextIO) -> None:
        super().__init__(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """The door decides what follows when the reader of our output has gone."""
        raise BrokenPipeError


def safe(text: str) -> str:
    """The text with line breaks and tabs as spaces and every control character replaced; same length."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " ").replace("\t", " "))


@contextmanager
def opened_output(output: Path | None) -> Iterator[Console]:
    """A console on stdout, or on the file `output`; `Refused` when that cannot be written."""
    if output is None:
        yield Paper(sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            yield Paper(file)
    except OSError as failure:
        raise Refused(f"写不了 {output}：{reason_of(failure)}。请检查路径和权限。") from None


def page_width(console: Console) -> int:
    """How many columns a line may take: the terminal's, between 40 and 100; 100 for a file or pipe."""
    return min(max(console.width, 40), WIDTH) if console.is_terminal else WIDTH


def print_lines(console: Console, lines: Iterable[Text | str]) -> None:
    """Print each line without trailing spaces."""
    for line in lines:
        text = Text(line) if isinstance(line, str) else line
        text.rstrip()
        console.print(text)


def wrapped(text: str, width: int) -> list[str]:
    """Break into lines of at most `width` columns: Latin words and numbers whole, no line opening with 、。

    >>> wrapped("到账 491万元，其中专项449万元。", 14)
    ['到账 491万元，', '其中专项449万', '元。']
    """
    lines, line = [], ""
    for piece in _pieces(text, width):
        if line and cell_len(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        piece = match.group()
        while cell_len(piece) > width:
            cut = width if piece.isascii() else max(1, width // 2)
            yield piece[:cut]
            piece = piece[cut:]
        yield piece


def equated(result: str) -> str:
    """The result after a sign of equality, after ≈ alone where it is rounded.

    >>> equated("9"), equated("≈0.33")
    ('＝ 9', '≈ 0.33')
    """
    return f"≈ {result[1:].lstrip()}" if result.startswith("≈") else f"＝ {result}"


def field(label: str, text: str, width: int, style: str = "") -> list[Text]:
    """A text, labelled if `label` is not empty, its further lines indented under the first."""
    indent = 14 if label else 4
    lines = wrapped(safe(text), max(20, width - indent))
    head = Text.assemble("    ", (label, "dim"), " " * (indent - 4 - cell_len(label)), (lines[0], style))
    return [head, *(Text(" " * indent + line, style=style) for line in lines[1:])]
