"""Writes PDF files by hand for the tests: what no typesetter makes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>"
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"


def raw_pdf(
    pages: Sequence[bytes],
    *,
    resources: bytes = b"<</Font<</F 4 0 R>>>>",
    font: bytes = HELVETICA % b"",
    further: Mapping[int, bytes] | None = None,
    box: bytes = b"[0 0 595 842]",
    page_entries: bytes = b"",
    catalog_entries: bytes = b"",
    user_password: bytes | None = None,
) -> bytes:
    """A PDF whose pages have these content streams; further objects are given by number, from 5 on.

    With a user password (which may be empty) the streams are encrypted with RC4 of 40 bits, as the first
    PDF versions did.
    """
    objects: dict[int, bytes] = {4: font, **(further or {})}
    first = 100
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(pages)))
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog_entries
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    key = _key(user_password) if user_password is not None else None
    for number, content in enumerate(pages):
        at = first + 2 * number
        objects[at] = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Resources %s/Contents %d 0 R%s>>" % (
            box, resources, at + 1, page_entries,
        )  # fmt: skip
        data = _rc4(_object_key(key, at + 1), content) if key else content
        objects[at + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)
    trailer = b"/Root 1 0 R"
    if key:
        objects[3] = _encryption(key, user_password or b"")
        trailer += b"/Encrypt 3 0 R/ID[<%s><%s>]" % (_ID.hex().encode(), _ID.hex().encode())
    return _file(objects, trailer)


def _file(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at = offsets.get(number)
        out += b"%010d 00000 n \n" % at if at is not None else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def text(words: str, x: int = 72, y: int = 700) -> bytes:
    """A content stream that shows ASCII words."""
    return b"BT /F 12 Tf %d %d Td (%s) Tj ET\n" % (x, y, words.encode("ascii"))


def image_object(width: int = 8, height: int = 8) -> bytes:
    """A grey image without compression."""
    data = bytes(range(width * height))
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
    return stream_object(data, entries % (width, height))


def stream_object(data: bytes, entries: bytes = b"") -> bytes:
    """A stream."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, i = list(range(256)), 0, 0
    for n in range(256):
        j = (j + state[n] + key[n % len(key)]) % 256
        state[n], state[j] = state[j], state[n]
    out, j = bytearray(), 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _padded(password: bytes) -> bytes:
    return (password + _PADDING)[:32]


def _owner() -> bytes:
    return _rc4(hashlib.md5(_padded(b"owner")).digest()[:5], _padded(b""))


def _key(user_password: bytes) -> bytes:
    rights = (-4).to_bytes(4, "little", signed=True)
    return hashlib.md5(_padded(user_password) + _owner() + rights + _ID).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _encryption(key: bytes, user_password: bytes) -> bytes:
    user = _rc4(key, _PADDING)
    return b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (_owner().hex().encode(), user.hex().encode())
