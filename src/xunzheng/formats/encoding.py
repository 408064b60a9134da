"""Encodings: from the bytes of a text file to its characters, saying what was chosen and what is in doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xunzheng.documents.model import Doubt
from xunzheng.formats.refusals import Unreadable

LIMIT = 20 * 1024 * 1024
_SAMPLE = 20_000
_FEW = 20
_LEAST_COMMON = 0.6
_MOST_BROKEN = 0.02
_MOST_PLACES = 50

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "这是 Word/Excel 文件（docx/xlsx）或压缩包", "在 Word 或 WPS 中另存为“纯文本 (.txt)”"),
    (b"PK\x05\x06", "这是空的压缩包", "解压后给出其中的报告，另存为纯文本"),
    (b"%PDF", "这是 PDF 文件", "复制其中的文字，另存为纯文本 (.txt)"),
    (b"\xd0\xcf\x11\xe0", "这是旧版 Word/Excel 文件（doc/xls）", "在 Word 或 WPS 中另存为“纯文本 (.txt)”"),
    (b"{\\rtf", "这是 RTF 文件", "在 Word 或 WPS 中另存为“纯文本 (.txt)”"),
    (b"\x89PNG", "这是 PNG 图片", "先做文字识别（OCR），再给出文字"),
    (b"\xff\xd8\xff", "这是 JPEG 图片", "先做文字识别（OCR），再给出文字"),
    (b"GIF8", "这是 GIF 图片", "先做文字识别（OCR），再给出文字"),
    (b"II*\x00", "这是 TIFF 图片", "先做文字识别（OCR），再给出文字"),
    (b"MM\x00*", "这是 TIFF 图片", "先做文字识别（OCR），再给出文字"),
    (b"Rar!", "这是 RAR 压缩包", "解压后给出其中的报告，另存为纯文本"),
    (b"7z\xbc\xaf", "这是 7z 压缩包", "解压后给出其中的报告，另存为纯文本"),
    (b"\x1f\x8b", "这是 gzip 压缩包", "解压后给出其中的报告，另存为纯文本"),
    (b"\x7fELF", "这是程序文件", "给出报告的文本文件"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile("[\u0800-\U0010ffff]")
_PAIR = re.compile("[^\x00-\x7f]{2}")
_BROKEN = re.compile("\ufffd+|(?:锟斤拷|锟斤|斤拷锟|烫烫烫|屯屯屯)+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TEXT_ADVICE = "用记事本打开后另存为 UTF-8 编码的文本文件"
_ONLY_TEXT = "文本文件（txt，UTF-8 或 GB18030 编码）、Word、Excel、PDF 或网页文件"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file: newlines as `\\n`, the byte order mark dropped; doubts with offsets."""

    text: str
    encoding: str
    doubts: tuple[Doubt, ...] = ()


def decode(content: bytes, name: str, limit: int = LIMIT) -> Decoded:
    """Decode a text file whose encoding is not stated.

    A byte order mark decides; otherwise strict UTF-8, then strict GB18030 (which contains GBK and
    GB2312), the second only if what comes out is mostly common characters. A character cut off at the
    end of the file is dropped with a doubt; so are a few broken bytes, each place named `unreadable`.
    Raises `Unreadable` for what is empty, larger than `limit` bytes, binary or in an unknown encoding.

    Example: ``decode("一、概况".encode("gb18030"), "a.txt").encoding == "gb18030"``.
    """
    refuse_what_is_no_text(content, name, limit)
    return decode_characters(content, name)


def decode_characters(content: bytes, name: str) -> Decoded:
    """The same for content that is known to be text of some kind, whatever it begins with: a web page."""
    bom, encoding = next(((mark, enc) for mark, enc in _BOMS if content.startswith(mark)), (b"", ""))
    if encoding:
        text, cut = _decode_tolerant(content[len(bom) :], encoding)
    else:
        text, encoding, cut = _choose(content, name)
    _refuse_control_characters(text, name)
    text = _LINE_ENDS.sub("\n", text)
    if not text.strip(" \t\n\u3000\u00a0\ufeff"):
        raise Unreadable(name, "文件里只有空白，没有文字", "报告的文字", "检查是否选错了文件或导出失败")
    return Decoded(text, encoding, (*_cut_doubt(text, encoding, cut), *_broken_doubts(text, encoding)))


def refuse_what_is_no_text(content: bytes, name: str, limit: int = LIMIT) -> None:
    """Raise `Unreadable` for an empty, too large or recognisably non-text file, before decoding it."""
    if not content:
        raise Unreadable(name, "文件是空的（0 字节）", "报告的文字", "检查是否选错了文件或传输中断")
    if len(content) > limit:
        found = f"文件有 {_megabytes(len(content))}"
        raise Unreadable(
            name, found, f"不超过 {_megabytes(limit)} 的文本文件", "拆分后分别核对，或只导出报告正文"
        )
    for magic, found, advice in _MAGIC:
        if content.startswith(magic):
            raise Unreadable(name, found, _ONLY_TEXT, advice)
    if _HTML.match(content[:2000]):
        raise Unreadable(name, "这是网页文件（HTML）", _ONLY_TEXT, "在浏览器中复制正文，另存为纯文本 (.txt)")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB"


def _choose(content: bytes, name: str) -> tuple[str, str, int]:
    """The text, the encoding, and how many bytes were cut off at the end, for a file without a mark."""
    if b"\x00" in content:
        return _choose_wide(content, name)
    faults: list[int] = []
    for encoding in ("utf-8", "gb18030"):
        try:
            text, cut = _decode_cut(content, encoding)
        except UnicodeDecodeError as fault:
            faults.append(fault.start)
            continue
        if encoding == "utf-8" and not _is_gb_in_disguise(text, content):
            return text, encoding, cut
        if encoding == "gb18030" and _is_plausible(text):
            return text, encoding, cut
    return _choose_broken(content, name, faults[0])


def _decode_cut(content: bytes, encoding: str) -> tuple[str, int]:
    """Decode strictly, but let the last character be incomplete; its bytes are counted."""
    try:
        return content.decode(encoding), 0
    except UnicodeDecodeError as fault:
        tail = len(content) - fault.start
        if fault.start == 0 or tail > 3 or fault.end < len(content):
            raise
        return content[: fault.start].decode(encoding), tail


def _decode_tolerant(content: bytes, encoding: str) -> tuple[str, int]:
    try:
        return _decode_cut(content, encoding)
    except UnicodeDecodeError:
        return content.decode(encoding, errors="replace"), 0


def _choose_wide(content: bytes, name: str) -> tuple[str, str, int]:
    """UTF-16 without a mark: told by what it decodes to; anything else with NUL bytes is binary."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text, cut = _decode_cut(content, encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _is_plausible(text) and _common_share(text) is not None:
            return text, encoding, cut
    at = content.index(b"\x00")
    raise Unreadable(
        name, "文件里有空字节（NUL），是二进制文件", _ONLY_TEXT, _TEXT_ADVICE, f"第 {at + 1} 字节"
    )


def _common_share(text: str) -> float | None:
    """The share of common Chinese characters among the non-ASCII ones; None where there are too few."""
    wide = [character for character in text[:_SAMPLE] if character > "\u007f"]
    if len(wide) < _FEW:
        return None
    return sum(_is_common(character) for character in wide) / len(wide)


def _is_common(character: str) -> bool:
    if character in "\u00a0\u3000①②③④⑤⑥⑦⑧⑨⑩":
        return True
    try:
        raw = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return raw[0] <= 0xA3 or 0xB0 <= raw[0] <= 0xD7


def _is_plausible(text: str) -> bool:
    share = _common_share(text)
    return share is None or share >= _LEAST_COMMON


def _is_gb_in_disguise(text: str, content: bytes) -> bool:
    """Whether bytes that happen to be valid UTF-8 are rather a short GB text: words of common characters."""
    if _HIGH.search(text) or not _PAIR.search(text):
        return False
    # Every two-byte UTF-8 character is a valid GB18030 one, so only the last can be cut off.
    other, _ = _decode_cut(content, "gb18030")
    return all(character <= "\u007f" or _is_common(character) for character in other[:_SAMPLE])


def _choose_broken(content: bytes, name: str, at: int) -> tuple[str, str, int]:
    """The encoding with the fewest broken places, if these are few; `at` is the first of them in UTF-8."""
    readings = [(content.decode(encoding, errors="replace"), encoding) for encoding in ("utf-8", "gb18030")]
    text, encoding = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    if text.count("\ufffd") > _MOST_BROKEN * len(text) or not _is_plausible(text):
        found = "文件既不是有效的 UTF-8，也不是有效的 GB18030（GBK）"
        raise Unreadable(name, found, "UTF-8 或 GB18030 编码的文本", _TEXT_ADVICE, f"第 {at + 1} 字节")
    return text, encoding, 0


def _refuse_control_characters(text: str, name: str) -> None:
    control = _CONTROL.findall(text[: 10 * _SAMPLE])
    if "\x00" in text or len(control) * 100 > len(text[: 10 * _SAMPLE]):
        found = "文件里有大量控制字符，是二进制文件"
        raise Unreadable(name, found, _ONLY_TEXT, _TEXT_ADVICE)


def _cut_doubt(text: str, encoding: str, cut: int) -> tuple[Doubt, ...]:
    if not cut:
        return ()
    message = (
        f"文件末尾的最后一个字符不完整（按 {encoding} 解码多出 {cut} 个字节），已略去；"
        "文件可能被截断，请核对结尾。"
    )
    return (Doubt("reading-doubt", message, len(text), len(text)),)


def _broken_doubts(text: str, encoding: str) -> tuple[Doubt, ...]:
    doubts: list[Doubt] = []
    for match in _BROKEN.finditer(text):
        if len(doubts) == _MOST_PLACES:
            message = f"这里之后还有乱码，只列出前 {_MOST_PLACES} 处；请用原文件重新导出。"
            doubts.append(Doubt("unreadable", message, match.start(), len(text)))
            break
        message = f"这里有读不出的乱码（按 {encoding} 解码）“{match[0][:12]}”，原文字未知；请对照原文件。"
        doubts.append(Doubt("unreadable", message, match.start(), match.end()))
    return tuple(doubts)
