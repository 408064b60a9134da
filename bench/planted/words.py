"""Sentence making shared by all prose: choosing, joining, and the many ways to say a sum."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.planted.story import Story
from bench.planted.telling import Telling, Told
from bench.planted.writing import Pen

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
NUMERALS = "零一二三四五六七八九十"

Item = tuple[str, Told]


@dataclass(slots=True)
class Writer:
    """Tells one story: the pen, the telling, chance, and what has been told already."""

    story: Story
    telling: Telling
    pen: Pen
    chance: random.Random
    told: set[str] = field(default_factory=set)
    judging: bool = False

    def pick(self, *choices: str) -> str:
        """One of the phrasings; of three and more the last is told to judge only, never to develop."""
        return self.chance.choice(reserved(choices, self.judging))

    def maybe(self, share: float) -> bool:
        """True with that probability."""
        return self.chance.random() < share

    def fresh(self, choices: Sequence[str]) -> str:
        """One of the sentences that was not told yet; empty if all were."""
        left = [choice for choice in choices if choice not in self.told]
        if not left:
            return ""
        chosen = self.chance.choice(left)
        self.told.add(chosen)
        return chosen

    def total(self, lead: str, total: Told, items: Sequence[Item]) -> Told:
        """A closed sum in one of many phrasings; `lead` names the total (`全年支出`)."""
        text = _sum_text(self, lead, total, items)
        return self.telling.claim("sum-of-parts", text, total=total, parts=[figure for _, figure in items])


def reserved(choices: Sequence[str], judging: bool) -> Sequence[str]:
    """The phrasings that may be told: the last of three and more is kept for judging."""
    return choices if judging or len(choices) < 3 else choices[:-1]


def listed(w: Writer, items: Sequence[Item]) -> str:
    """Items with their figures, joined in one of several ways."""
    way = w.chance.randrange(9 if w.judging else 7)
    if way == 7:
        return "，".join(f"{name}方面{figure}" for name, figure in items)
    if way == 8:
        return "；".join(f"（{at}）{name}{figure}" for at, (name, figure) in enumerate(items, 1))
    if way == 0:
        return "、".join(f"{name}{figure}" for name, figure in items)
    if way == 1:
        return "，".join(f"{name}{figure}" for name, figure in items)
    if way == 2:
        return "；".join(f"{name}{figure}" for name, figure in items)
    if way == 3:
        return "，".join(f"{name}为{figure}" for name, figure in items)
    if way == 4:
        return "；".join(f"{CIRCLED[at]}{name}{figure}" for at, (name, figure) in enumerate(items))
    if way == 5:
        return "；".join(f"{NUMERALS[at + 1]}是{name}{figure}" for at, (name, figure) in enumerate(items))
    return "，".join(f"{name}{figure}" for name, figure in items[:-1]) + f"，{items[-1][0]}{items[-1][1]}"


def _sum_text(w: Writer, lead: str, total: Told, items: Sequence[Item]) -> str:
    names = "、".join(name for name, _ in items)
    figures = "、".join(figure for _, figure in items)
    number = NUMERALS[len(items)]
    way = w.chance.randrange(16 if w.judging else 12)
    if way >= 12:
        return _unseen_sum(w, way, lead, total, items)
    if way <= 2:
        return f"{lead}{total}，{w.pick('其中', '其中：', '包括', '具体为', '分别是')}{listed(w, items)}"
    if way == 3:
        return (
            f"{lead}{total}（{w.pick('其中', '其中：', '含', '包括')}{'、'.join(n + f for n, f in items)}）"
        )
    if way == 4:
        return f"{lead}{total}，由{'、'.join(n + f for n, f in items)}构成"
    if way == 5:
        return f"{lead}{w.pick('共计', '合计', '总计')}{total}，{names}分别为{figures}"
    if way == 6:
        return f"{names}分别为{figures}，{w.pick('共计', '合计', '总计')}{total}"
    if way == 7:
        return f"{listed(w, items)}，{w.pick('合计', '共计', '总计')}{total}"
    if way == 8:
        return f"{listed(w, items)}，以上{number}项{w.pick('合计', '共计', '相加')}{total}"
    if way == 9:
        return f"{'；'.join(n + f for n, f in items)}。综上，{lead}{total}"
    if way == 10:
        return f"{lead}{total}。其中，{listed(w, items)}"
    return f"{lead}{total}：{listed(w, items)}"


def _unseen_sum(w: Writer, way: int, lead: str, total: Told, items: Sequence[Item]) -> str:
    """Phrasings that are kept for judging."""
    if way == 12:
        return f"{lead}{total}，分为{NUMERALS[len(items)]}块：{listed(w, items)}"
    if way == 13:
        head = "，".join(f"{name}{figure}" for name, figure in items[:-1])
        return f"{lead}{total}，其中{head}，其余{items[-1][1]}为{items[-1][0]}"
    if way == 14:
        return f"{' + '.join(name + figure for name, figure in items)} = {lead}{total}"
    return f"按构成看，{'，'.join(f'{figure}为{name}' for name, figure in items)}，累计{total}"
