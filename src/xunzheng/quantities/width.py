"""One canonical form for full-width, half-width and look-alike characters, with every offset kept."""

from __future__ import annotations

import unicodedata

_SPACES = "\u3000\u00a0\u1680\u202f\u205f\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_SAME = {
    "-": "‐‑‒–—―−─━﹘﹣⁃",
    "~": "〜∼˜〰",
    "(": "﹙❨⁽₍⸨",
    ")": "﹚❩⁾₎⸩",
    "[": "〔﹝【〖❲⟦",
    "]": "〕﹞】〗❳⟧",
    "≥": "≧⩾≽",
    "≤": "≦⩽≼",
    "=": "═﹦",
    "%": "﹪",
    ",": "﹐",
    ".": "﹒․",
    ":": "︰∶﹕",
    ";": "﹔",
    "/": "∕⁄╱",
    "*": "∗﹡✱",
    "×": "✕✖╳⨯",
    "÷": "➗",
    "·": "•‧∙⋅・･",
    "+": "﹢➕",
    "¥": "￥",
    " ": _SPACES,
}


def _table() -> dict[int, str]:
    """The translation table: one character in, one character out."""
    ascii_forms = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    # PDF text layers write 人, 一, 日 and others as radicals, which look the same and compare unequal.
    radicals = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    same = {ord(variant): canonical for canonical, variants in _SAME.items() for variant in variants}
    return ascii_forms | radicals | same


_FOLDED = _table()


def fold(text: str) -> str:
    """The text with every variant of a sign written in one form; `len(fold(text)) == len(text)`.

    Full-width ASCII becomes half-width, the brackets 〔﹝【 become `[`, dashes `-`, ≧ becomes ≥, ═ becomes
    =, every kind of blank a space, and radicals from PDF text layers the characters that they look like.
    Line breaks, tabs, quotation marks, 《》, 、 and 。 stay. Each character is replaced by one character, so
    an offset in the result is the same offset in the text.

    >>> fold("到位率＝（４９１／４９１）×１００％")
    '到位率=(491/491)×100%'
    """
    return text.translate(_FOLDED)
