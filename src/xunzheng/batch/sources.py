"""What is to be audited: the files behind the given paths, in folders and archives too, in a fixed order."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from xunzheng.batch.archive import ArchiveRefused, Archives, list_members, looks_like_archive
from xunzheng.batch.limits import Limits
from xunzheng.batch.refusal import BatchRefused
from xunzheng.formats.failures import reason_of
from xunzheng.formats.own_results import is_own_result

# In a folder only these are taken for reports; what each one is, its content tells. wps and et are Word's and
# Excel's old formats under another name.
SUFFIXES = frozenset(
    {
        ".docx",
        ".docm",
        ".doc",
        ".wps",
        ".rtf",
        ".pdf",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".et",
        ".ods",
        ".html",
        ".htm",
        ".mht",
        ".mhtml",
        ".txt",
    }
)
_ARCHIVE = ".zip"
OWN_RESULTS = "本程序写的核对结果"
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a batch. `path` is how it is called in every result; `file` is where it lies.

    In an archive `file` is the archive and `member` the number of the entry. `name` is the bare file name.
    `trouble` says, in a sentence, why there is nothing to be read; the reason of a whole archive, too.
    """

    path: str
    file: str
    name: str
    size: int = 0
    member: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a batch by path, and how many files were passed over, by the ending of their names."""

    files: tuple[Source, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict)


def find_sources(
    paths: Sequence[str | Path],
    limits: Limits | None = None,
    leave_out: Sequence[Path] = (),
    base: Path | None = None,
) -> Sources:
    """The reports behind the paths: files as given, folders with all below them, the members of archives.

    A file that is named is always taken; in a folder or archive those with a report's ending are, hidden
    files and lock files of Office are not, nor in a folder what we wrote about reports. Links to folders are
    not followed. The order is that of the paths' code points, whatever was given first, and a file given
    twice comes once. Files and folders of
    `leave_out` are none. Below `base`, paths are told from there. Raises `BatchRefused` for a path that does
    not exist and for too many files.
    """
    limits = limits or Limits()
    found = _Found(limits, {os.path.realpath(path) for path in leave_out}, base)
    for path in paths:
        _visit(os.fspath(path), found)
    return Sources(tuple(sorted(found.by_path.values(), key=lambda source: source.path)), found.passed_over)


class _Found:
    def __init__(self, limits: Limits, left_out: set[str], base: Path | None) -> None:
        self.limits = limits
        self.left_out = left_out
        self.prefix = "" if base is None else f"{shown(os.fspath(base)).rstrip('/')}/"
        self.by_path: dict[str, Source] = {}
        self.seen: set[tuple[str, int | None]] = set()
        self.passed_over: Counter[str] = Counter()

    def leaves_out(self, path: str) -> bool:
        """Whether the path is one of those that are left out."""
        return bool(self.left_out) and os.path.realpath(path) in self.left_out

    def add(self, source: Source) -> None:
        key = (os.path.realpath(source.file), source.member)
        if key in self.seen or key[0] in self.left_out:
            return
        self.seen.add(key)
        name = source.path.removeprefix(self.prefix)
        path, number = name, 2
        while path in self.by_path:
            path, number = f"{name} ({number})", number + 1
        self.by_path[path] = replace(source, path=path)
        if len(self.by_path) > self.limits.files:
            raise BatchRefused(f"文件超过 {self.limits.files} 个。请分成几批核对。")


def _visit(path: str, found: _Found) -> None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        raise BatchRefused(f"找不到 {shown(path)}，请检查路径和文件名。") from None
    except ValueError:
        raise BatchRefused("文件名里有系统不接受的字符。请检查路径和文件名。") from None
    except OSError as failure:
        raise BatchRefused(f"读不了 {shown(path)}：{reason_of(failure)}。请检查路径和文件名。") from None
    if stat.S_ISDIR(status.st_mode):
        _walk(path, found)
    else:
        _take(path, status, found)


def _walk(folder: str, found: _Found) -> None:
    for here, folders, files in os.walk(folder, onerror=lambda failure: _note_folder(failure, found)):
        folders[:] = sorted(
            name for name in folders if not is_hidden(name) and not found.leaves_out(os.path.join(here, name))
        )
        for name in sorted(files):
            suffix = os.path.splitext(name)[1].lower()
            if is_hidden(name) or suffix not in SUFFIXES | {_ARCHIVE}:
                found.passed_over[suffix if not is_hidden(name) else "隐藏文件"] += 1
                continue
            path = os.path.join(here, name)
            if is_own_result(path):
                found.passed_over[OWN_RESULTS] += not found.leaves_out(path)
                continue
            try:
                status = os.stat(path)
            except OSError as failure:
                found.add(Source(shown(path), path, shown(name), trouble=_unopened(path, failure)))
            else:
                _take(path, status, found)


def _note_folder(failure: OSError, found: _Found) -> None:
    folder = os.fspath(failure.filename or "")
    found.add(
        Source(shown(folder), folder, shown(os.path.basename(folder)), trouble=_unopened(folder, failure))
    )


def _unopened(path: str, failure: OSError) -> str:
    advice = "链接指的文件" if isinstance(failure, FileNotFoundError) else "权限"
    return f"读不了 {shown(os.path.basename(path))}：{reason_of(failure)}。请检查{advice}后再核对一次。"


def _take(path: str, status: os.stat_result, found: _Found) -> None:
    name = shown(os.path.basename(path))
    if not stat.S_ISREG(status.st_mode):
        trouble = f"{name} 不是普通文件（是设备或管道）。请给出报告文件。"
        found.add(Source(shown(path), path, name, trouble=trouble))
    elif looks_like_archive(path):
        _open(path, found)
    else:
        found.add(Source(shown(path), path, name, status.st_size))


def _open(path: str, found: _Found) -> None:
    try:
        members = list_members(path, found.limits)
    except ArchiveRefused as refusal:
        name = shown(os.path.basename(path))
        found.add(Source(shown(path), path, name, trouble=f"读不了 {name}：{refusal}"))
        return
    except OSError as failure:
        found.add(Source(shown(path), path, shown(os.path.basename(path)), trouble=_unopened(path, failure)))
        return
    for member in members:
        name = member.path.rpartition("/")[2]
        suffix = os.path.splitext(name)[1].lower()
        if any(map(is_hidden, member.path.split("/"))) or suffix not in SUFFIXES | {_ARCHIVE}:
            found.passed_over[suffix] += 1
            continue
        trouble = member.trouble
        if suffix == _ARCHIVE:
            trouble = f"{name} 是压缩包里的压缩包。请先解开，再核对里面的报告。"
        found.add(Source(f"{shown(path)}/{member.path}", path, name, member.size, member.number, trouble))


def is_hidden(name: str) -> bool:
    """Whether a file of that name is no work of its user: hidden, a lock of Office, a shadow of macOS."""
    return name.startswith((".", "~$", "__MACOSX")) or name.lower() in ("thumbs.db", "desktop.ini")


def shown(path: str) -> str:
    """The path as text that can be written anywhere, with / between its parts."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if os.sep != "/":
        text = text.replace(os.sep, "/")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def read_source(source: Source, limits: Limits, archives: Archives) -> bytes:
    """The bytes of the file. Raises `OSError` or `ArchiveRefused`; of a file over the limit one byte more."""
    if source.member is not None:
        return archives.read(source.file, source.member, limits)
    with _opened(source.file) as opened:
        return opened.read(limits.file + 1)


def digest_of(source: Source, limits: Limits, archives: Archives) -> str | None:
    """The SHA-256 of the file, None where it cannot be read."""
    try:
        if source.member is not None:
            return hashlib.sha256(archives.read(source.file, source.member, limits)).hexdigest()
        digest = hashlib.sha256()
        with _opened(source.file) as opened:
            for chunk in _chunks(opened.read, limits.file + 1):
                digest.update(chunk)
        return digest.hexdigest()
    except (OSError, ArchiveRefused):
        return None


def _opened(file: str) -> BinaryIO:
    """The file opened for reading; a pipe that took its place meanwhile does not hold us up."""
    return os.fdopen(
        os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    )


def _chunks(read: Callable[[int], bytes], most: int) -> Iterator[bytes]:
    while most > 0 and (chunk := read(min(_CHUNK, most))):
        most -= len(chunk)
        yield chunk
