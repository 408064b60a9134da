"""The project file of a command: read, and its attached files held against their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from xunzheng.authoring.fault import Fault, ProjectFaults
from xunzheng.authoring.project import Project
from xunzheng.cli.refusal import Refused
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.formats.failures import reason_of
from xunzheng.formats.project_file import LARGEST, load_project

_CHUNK = 1 << 20


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file of at most `largest`. Raises `Refused` where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise Refused(f"找不到文件 {path}，请检查路径和文件名。") from None
    except (OSError, ValueError) as failure:
        why = reason_of(failure) if isinstance(failure, OSError) else "文件名里有系统不接受的字符"
        raise Refused(f"读不了 {path}：{why}。请检查路径和文件名。") from None
    if len(content) > largest:
        raise Refused(f"{path} 超过 {largest // 1024 // 1024} MB，不像是要用的文件。请核对。")
    return content


def read_project_file(path: Path) -> Project:
    """The project of a file. Raises `Refused` with a sentence for each fault."""
    content = read_bytes(path)
    try:
        return load_project(content, path.name)
    except ProjectFaults as error:
        raise Refused(told(path.name, error.faults)) from None


def told(name: str, faults: Iterable[Fault]) -> str:
    """The faults of a project file as one message, a line for each."""
    lines = [f"  {number}. {fault}" for number, fault in enumerate(faults, start=1)]
    return "\n".join([f"{name} 有 {len(lines)} 处要改，没有写出报告：", *lines])


def attachment_faults(project: Project, folder: Path) -> Iterator[Fault]:
    """The attached files that lie in the folder and have another digest than the file says."""
    for item in project.indicators:
        if item.proof.kind is EvidenceKind.ATTACHED:
            digest = digest_of(folder / item.proof.place)
            if digest is not None and digest != item.proof.digest:
                key, advice = f"{item.key}.evidence.sha256", "附件改过，或摘要抄错；请核对后改写。"
                yield Fault(key, "附件的摘要不符", digest, item.proof.digest, advice)


def attachments(project: Project) -> list[str]:
    """The names of the attached files, each once."""
    named = [item.proof.place for item in project.indicators if item.proof.kind is EvidenceKind.ATTACHED]
    return list(dict.fromkeys(named))


def missing_attachments(project: Project, folder: Path) -> list[str]:
    """The attached files that are not in the folder, each once."""
    return [name for name in attachments(project) if digest_of(folder / name) is None]


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file in hexadecimal digits; None where there is no such file."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()
