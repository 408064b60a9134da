"""Characters that need a table: those of symbol fonts (w:sym), and those that print nothing."""

from __future__ import annotations

UNKNOWN = "\ufffd"
# Line ends in the XML are blanks; soft hyphens, joiners and direction marks print nothing.
UNPRINTED = {
    **dict.fromkeys((10, 13, 0x2028, 0x2029), " "),
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF)),
}

_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{0x61 + step: letter for step, letter in enumerate(_GREEK)},
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    0x2D: "－", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xD6: "√", 0xD7: "·", 0xDE: "⇒",
    0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xAC: "☆", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + number: character for number, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8B + number: character for number, character in enumerate("⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0x97: "●",
    0xA2: "■", 0xA3: "□",
    **{0x69 + number: character for number, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}


def symbol(font: str | None, code: str | None) -> str:
    """The character of a symbol font at a code in hexadecimal (`F0FE`); U+FFFD where it is not known.

    Codes of fonts that are no symbol fonts are Unicode itself.

    Example: ``symbol("Wingdings", "F0FE") == "☑"``.
    """
    try:
        at = int(code or "", 16)
    except ValueError:
        return UNKNOWN
    table = _FONTS.get((font or "").lower())
    if table is not None:
        return table.get(at & 0xFF if 0xF000 <= at <= 0xF0FF else at, UNKNOWN)
    is_character = 0x20 <= at < 0xD800 or 0xF900 <= at <= 0xFFFD or 0x1_0000 <= at <= 0x10_FFFF
    return chr(at) if is_character else UNKNOWN
