"""Mutations of report texts: what a slip of the pen, a bad conversion or ill will makes of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_DIGITS = "0123456789０１２３４５６７８９零一二三四五六七八九十百千万亿壹贰叁两〇.．,，%％‰"
_BRACKETS = "()（）[]［］【】〔〕{}《》〈〉「」“”'\""
_SIGNS = "，,。.；;：:、！!？?－-—~～×*÷/＝=＋+<>≥≤≠＜＞"
_CONTROLS = (
    "\x00\x01\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\r\t\n\u00a0\u00ad\u200b\u200d\u202e\u2028\u2029\u3000\ufeff"
)
_STRANGE = (
    "\ue000\U000e0001\u0301\ufe0f\u2460\u3251\u216b\u00bd\u0660\u0967\u4dff\U00020000\U0001f600\ufffd\uffff"
)
_WORDS = r"""
其中 其中： 分别为 共计 合计 总计 累计 等 含 包括 包含 （ ） 、 ； 。 ： | ｜ 万元 亿元 元 人 个
项 % ％ ‰ 个百分点 一、 （一） 1. 1.1.1 ① 一是 第一章 得分 分值 权重 一级指标 三级指标 指标值
合计100 100分 满分100分，得98分 优 良 比上年增长 同比下降 占 率为 到位率 完成率 年初 年末 结转
结余 编制 实有 2019年 12月31日 〔2012〕33号 0 00 - －1 1e9 ０．０００１ ∞ NaN =SUM(A1) <b>
&amp; ]]> \ \| {{ %s 约 余 以上 不足 调减 至 ～ ×100% =
"""
_TOKENS = (*_WORDS.split(), "\t", "\n", "\n\n", "  ", "\u3000", "# ", "9" * 40)
_NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")

TextMutation = Callable[[random.Random, str], str]
ByteMutation = Callable[[random.Random, bytes], bytes]


def _span(chance: random.Random, size: int, most: int) -> tuple[int, int]:
    start = chance.randrange(size + 1)
    return start, min(size, start + chance.randint(1, most))


def _delete(chance: random.Random, text: str) -> str:
    start, end = _span(chance, len(text), chance.choice((1, 2, 5, 40)))
    return text[:start] + text[end:]


def _duplicate(chance: random.Random, text: str) -> str:
    start, end = _span(chance, len(text), chance.choice((1, 4, 30)))
    times = chance.choice((1, 1, 1, 2, 3, 30))
    return text[:end] + text[start:end] * times + text[end:]


def _move(chance: random.Random, text: str) -> str:
    start, end = _span(chance, len(text), 30)
    rest = text[:start] + text[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def _replace_one_of(characters: str) -> TextMutation:
    """A mutation that changes a character of the set into another of it."""

    def mutate(chance: random.Random, text: str) -> str:
        places = [at for at, character in enumerate(text) if character in characters]
        if not places:
            return text
        at = chance.choice(places)
        return text[:at] + chance.choice(characters) + text[at + 1 :]

    return mutate


def _insert_one_of(pieces: Sequence[str]) -> TextMutation:
    """A mutation that inserts one of the pieces anywhere."""

    def mutate(chance: random.Random, text: str) -> str:
        at = chance.randrange(len(text) + 1)
        return text[:at] + chance.choice(pieces) + text[at:]

    return mutate


def _widen(chance: random.Random, text: str) -> str:
    """Turn a stretch into full-width signs, or back."""
    start, end = _span(chance, len(text), 20)
    if chance.random() < 0.5:
        changed = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text[start:end])
    else:
        changed = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text[start:end])
    return text[:start] + changed + text[end:]


def _long_run(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    piece: str = chance.choice((*_TOKENS, *_DIGITS, *_BRACKETS, *_SIGNS))
    times: int = chance.choice((5, 20, 60, 200))
    return text[:at] + piece * times + text[at:]


def _change_number(chance: random.Random, text: str) -> str:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    match = chance.choice(numbers)
    other: str = chance.choice(
        (
            "0",
            "0.00",
            "-" + match[0],
            match[0] * chance.randint(2, 20),
            str(chance.randrange(10 ** chance.randint(1, 18))),
            f"{chance.uniform(0, 1e6):.{chance.randint(0, 9)}f}",
            chance.choice(numbers)[0],
            "三百零五",
            "壹仟贰佰",
        )
    )
    return f"{text[: match.start()]}{other}{text[match.end() :]}"


def _swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _lose_line_break(chance: random.Random, text: str) -> str:
    places = [at for at, character in enumerate(text) if character == "\n"]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(("", "\t", " ", "\n\n", "\r")) + text[at + 1 :]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] if chance.random() < 0.5 else text[at:]


TEXT_MUTATIONS: tuple[TextMutation, ...] = (
    _delete,
    _duplicate,
    _move,
    _replace_one_of(_DIGITS),
    _replace_one_of(_DIGITS),
    _replace_one_of(_BRACKETS),
    _replace_one_of(_SIGNS),
    _insert_one_of(_DIGITS),
    _insert_one_of(_BRACKETS),
    _insert_one_of(_CONTROLS),
    _insert_one_of(_STRANGE),
    _insert_one_of(_TOKENS),
    _insert_one_of(_TOKENS),
    _widen,
    _long_run,
    _change_number,
    _change_number,
    _swap_lines,
    _lose_line_break,
    _cut,
)


def _flip(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def _delete_bytes(chance: random.Random, content: bytes) -> bytes:
    start, end = _span(chance, len(content), chance.choice((1, 2, 20)))
    return content[:start] + content[end:]


def _insert_bytes(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.randbytes(chance.choice((1, 1, 2, 8))) + content[at:]


def _cut_bytes(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


BYTE_MUTATIONS: tuple[ByteMutation, ...] = (_flip, _delete_bytes, _insert_bytes, _cut_bytes)
ENCODINGS = ("gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk")


def mutate_text(chance: random.Random, text: str) -> str:
    """The text after one to eight mutations, mostly few."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 8))):
        text = chance.choice(TEXT_MUTATIONS)(chance, text)
    return text


def mutate(chance: random.Random, text: str) -> bytes:
    """The bytes of a mutated text: three in four in UTF-8 whole, the rest in other encodings or damaged."""
    kind = chance.random()
    if kind < 0.75:
        return mutate_text(chance, text).encode("utf-8", "surrogatepass")
    if kind < 0.85:
        return mutate_text(chance, text).encode(chance.choice(ENCODINGS), "replace")
    content = text.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16-le")))
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = chance.choice(BYTE_MUTATIONS)(chance, content)
    return content
