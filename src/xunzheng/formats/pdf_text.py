"""Characters of PDF files put right: ligatures, radicals in place of characters, bullets, junk."""

from __future__ import annotations

import re
import unicodedata

_RADICALS = dict(
    zip(
        "⺁⺄⺇⺈⺊⺌⺍⺕⺗⺝⺟⺠⺡⺣⺤⺥⺨⺩⺪⺬⺮⺯⺶⺷⺸⺻⺼⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙几刀卜小小彐心月母民水火爪爪犬玉疋示竹糸羊羊羊聿肉草虎衣见西见角角讠贝足车辶辶辶邑钅長镸长门雨青韦页风飞食食饣饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿竜龙龜龟龟",
        strict=True,
    )
)
_BULLETS = {
    "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢",
    "\uf0fc": "√", "\uf0fb": "×", "\uf052": "☑", "\uf0a8": "□", "\uf06f": "□", "\uf0a3": "□",
    "\uf0fe": "☑", "\uf0b0": "°", "\uf0b1": "±", "\uf0b3": "≥", "\uf0a4": "≤", "\uf0b4": "×", "\uf0b8": "÷",
}  # fmt: skip
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB00, 0xFB07), *range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00))
}
_REPAIRS: dict[int, str | None] = {
    **_COMPATIBLE,
    **{ord(radical): plain for radical, plain in _RADICALS.items()},
    **{ord(sign): bullet for sign, bullet in _BULLETS.items()},
    **_DROPPED,
    0xA0: " ",
}
_JUNK = "\ufffd\ue000-\uf8ff\uffff\U000f0000-\U0010ffff\x00-\x08\x0b-\x1f\x7f-\x9f"
JUNK = re.compile(f"[{_JUNK}]+(?:[ {_JUNK}]*[{_JUNK}])?")
"""Characters that say nothing: without a known meaning, for private use, or control characters."""


def repair(text: str) -> str:
    """Put right what PDF files write differently from what is meant.

    Ligatures come apart (`ﬁ`), radicals become the characters that they look like (`⾦` is 金, `⻓` is 长:
    some programs write the one for the other), compatibility characters become ordinary ones, the bullets
    of symbol fonts become bullets, characters without width go. Nothing else is changed.

    Example: ``repair("⾦额ﬁnal") == "金额final"``.
    """
    return text.translate(_REPAIRS)
