"""Faults of the repository that no linter knows: dead links, hosts and paths of a machine, loose locks.

Use: python bin/_repository.py. Prints every fault, exits 1 if there is one, changes nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The bracketed letters keep these patterns from finding themselves.
_MENTIONS = (
    (
        "a package registry's host",
        re.compile(
            r"pyp[i]\.org|python[h]osted|npm[j]s|crates\.i[o]/|de[b]\.debian|mirror[s]\.|tuna\.tsin[g]hua"
        ),
    ),
    (
        "a path of a machine",
        re.compile(
            r"(?<![\w.])/(?:wor[k]|roo[t]|far[m]|hom[e]/\w+|User[s]/\w+|tm[p]/bash_jobs)/|\.\./share[d]\b"
        ),
    ),
)
_LINK = re.compile(r"!?\[[^\]\n]*\]\(([^()\s]+)\)")
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*$", re.MULTILINE)
_REQUIREMENT = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z,]+\])?==[^\s;]+( ; [^\\]+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def project_files(root: Path) -> list[Path]:
    """The files that belong to the project: what git tracks or would track."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode()
    return sorted(path for name in listed.split("\0") if name and (path := root / name).is_file())


def mentions(text: str) -> Iterator[tuple[int, str]]:
    """The lines that name something the project must not name, and what it is."""
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in _MENTIONS:
            if pattern.search(line):
                yield number, what


def anchors(markdown: str) -> set[str]:
    """The anchors of the headings: lower case, punctuation dropped, spaces as hyphens."""
    titles = _HEADING.findall(_FENCE.sub("", markdown))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(page: Path, markdown: str) -> Iterator[str]:
    """The links of a page to files or headings that are not there; links to the web are not followed."""
    for target in _LINK.findall(_FENCE.sub("", markdown)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = page.parent / name if name else page
        if not linked.exists() or (anchor and anchor not in anchors(linked.read_text("utf-8"))):
            yield target


def lock_faults(lock: str) -> Iterator[tuple[int, str]]:
    """The lines of a lock that are neither a pinned requirement nor a hash; pins without a hash."""
    lines = lock.splitlines()
    for number, line in enumerate(lines, 1):
        if _REQUIREMENT.match(line):
            if number == len(lines) or not _HASH.match(lines[number]):
                yield number, "a version without a hash"
        elif not _HASH.match(line):
            yield number, "neither a pinned version nor a hash"


def faults(root: Path) -> Iterator[str]:
    """Every fault of the repository, as `file:line: what`."""
    for path in project_files(root):
        name = path.relative_to(root)
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        yield from (f"{name}:{line}: names {what}" for line, what in mentions(text))
        if path.suffix == ".md":
            yield from (f"{name}: dead link {target}" for target in broken_links(path, text))
        if path.suffix == ".lock":
            yield from (f"{name}:{line}: {what}" for line, what in lock_faults(text))


def main() -> int:
    """Print the faults; 1 if there are any."""
    found = list(faults(ROOT))
    print("\n".join(found) or "No dead link, no host, no path of a machine; the locks are whole.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
