"""What one file, one archive and one worker of a batch may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a batch: seconds by the clock, sizes in bytes.

    `memory` is the address space of a worker, where the system has such limits. `files` bounds the whole
    batch, `members` and `directory` what one archive lists, `unpacked` what it unpacks to, `ratio` a
    member's size over its packed size, looked at from `ratio_from` on. `findings` and `record` bound what is
    kept of one file; the counts are always those of all.
    """

    seconds: float = 120.0
    memory: int = 3 * 1024 * MEGABYTE
    file: int = 200 * MEGABYTE
    files: int = 200_000
    members: int = 20_000
    directory: int = 8 * MEGABYTE
    unpacked: int = 8 * 1024 * MEGABYTE
    ratio: int = 400
    ratio_from: int = 8 * MEGABYTE
    findings: int = 2_000
    record: int = 4 * MEGABYTE
