"""What an entry's digest is taken over, and the two algorithms: SHA-256 and SM3 (GB/T 32905)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

ALGORITHMS: Final = ("sha256", "sm3")
GENESIS: Final = "0" * 64


def digester(algorithm: str) -> Callable[[bytes], str]:
    """The function from bytes to their digest in hexadecimal.

    Raises ValueError for an algorithm that is none of `ALGORITHMS` or that this machine does not have.

    >>> digester("sm3")(b"abc")[:8]
    '66c7f0f4'
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    empty = hashlib.new(algorithm)  # copying it is quicker than looking it up again

    def digest(content: bytes) -> str:
        state = empty.copy()
        state.update(content)
        return state.hexdigest()

    return digest


def digested(
    algorithm: str,
    lane: int,
    number: int,
    at: str,
    kind: str,
    who: str,
    about: str,
    previous: str,
    content: str,
) -> bytes:
    """The bytes that an entry's digest is taken over: its nine fields, one to a line.

    None of the fields of a true entry holds a line break (`append` sees to it; JSON escapes them), so a
    line break smuggled into one of them makes one line too many: no two entries have the same bytes.
    `at` is as `moment_text` writes it.
    """
    text = f"{algorithm}\n{lane}\n{number}\n{at}\n{kind}\n{who}\n{about}\n{previous}\n{content}"
    return text.encode("utf-8", "surrogatepass")


def moment_text(at: datetime) -> str:
    """An aware moment in UTC to the microsecond: `2026-11-24 04:18:10.000000`.

    >>> moment_text(datetime(2026, 11, 24, 4, 18, 10, tzinfo=UTC))
    '2026-11-24 04:18:10.000000'
    """
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def canonical(content: Mapping[str, Json]) -> str:
    """The content as JSON that is the same for the same content: sorted keys, no spaces, no escapes for 中文.

    >>> canonical({"b": 1, "a": ["甲"]})
    '{"a":["甲"],"b":1}'
    """
    return _CANONICAL(dict(content))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"not JSON: {type(value).__name__}")


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
).encode
