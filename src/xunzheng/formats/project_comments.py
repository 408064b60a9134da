"""The comments of a project file, by the keys that they stand above, so that rewriting keeps them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from xunzheng.authoring.draft import Path
from xunzheng.formats.project_file import HEADS

_HEADER = re.compile(r"\[(\[)?\s*([\w\-.\" ]{1,200}?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\"?([^\"=\s]{1,100})\"?\s*=")
_QUOTES = ('"""', "'''")


@dataclass(slots=True)
class Comments:
    """`lead` stands above the first key with a blank line between; `notes` are by the path of their key."""

    lead: str = ""
    notes: dict[Path, str] = field(default_factory=dict)


def read_comments(content: bytes) -> Comments:
    """The comments that stand on lines of their own; those behind a value are not kept.

    Time is linear in the text. The headings that we write ourselves are left out.

    >>> read_comments(b"# one\\nform = 'x'").notes
    {('form',): 'one'}
    """
    reader = _Reader()
    for line in content.decode("utf-8-sig").splitlines():
        reader.take(line.strip())
    return reader.found


class _Reader:
    """Goes through the lines, knowing the table that it is in and the comments that wait for a key."""

    def __init__(self) -> None:
        self.found = Comments()
        self._path: Path = ()
        self._counts: Counter[str] = Counter()
        self._waiting: list[str] = []
        self._quote = ""

    def take(self, line: str) -> None:
        """One line, stripped."""
        if self._quote:
            self._quote = "" if self._quote in line else self._quote
        elif line.startswith("#"):
            self._waiting.append(line[1:].strip())
        elif not line:
            self._blank()
        elif line.startswith("["):
            self._header(line)
        else:
            self._entry(line)

    def _blank(self) -> None:
        if self._waiting and not self._path and not self.found.notes and not self.found.lead:
            self.found.lead = "\n".join(self._waiting)
            self._waiting = []

    def _header(self, line: str) -> None:
        match = _HEADER.fullmatch(line)
        if match is None:
            return
        names: Path = tuple(part.strip(' "') for part in match[2].split("."))
        self._path = names
        if match[1]:
            self._path = (*names, self._counts[match[2]])
            self._counts[match[2]] += 1
        self._attach(self._path)

    def _entry(self, line: str) -> None:
        match = _KEY.match(line)
        if match is not None:
            self._attach((*self._path, match[1]))
        opened = next((quote for quote in _QUOTES if line.count(quote) == 1), "")
        self._quote = opened

    def _attach(self, path: Path) -> None:
        own = [line for line in self._waiting if line not in HEADS.values()]
        if own:
            self.found.notes[path] = "\n".join(own)
        self._waiting = []
