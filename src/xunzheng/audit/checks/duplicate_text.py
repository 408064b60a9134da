"""No passage of the text stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Sentence

_SHORTEST = 20  # characters; shorter sentences recur by nature
_LABEL = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]")
_LEAD = re.compile(r"^[^,:。;]{1,12}[,:]")
_SHORTEST_REST = 30  # characters behind a lead of its own (管理方面，…) that recur only by copying
_BLANK = re.compile(r"\s+")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sentences of 20 characters and more that stand again word for word; neighbours make one finding.

    A lead of their own (管理方面，…) does not part longer ones.
    """
    first: dict[str, Sentence] = {}
    run: list[tuple[Sentence, Sentence]] = []
    for sentence in reading.prose:
        words = _LABEL.sub("", _BLANK.sub("", sentence.folded))
        earlier = first.setdefault(words, sentence) if _counts(words) else sentence
        rest = _LEAD.sub("", words)
        if earlier is sentence and len(rest) >= _SHORTEST_REST and _counts(words):
            earlier = first.setdefault(rest, sentence)
        if earlier is sentence:
            yield from _report(reading, run)
            run = []
            continue
        if run and not _follows(run[-1], (earlier, sentence)):
            yield from _report(reading, run)
            run = []
        run.append((earlier, sentence))
    yield from _report(reading, run)


def _counts(words: str) -> bool:
    return len(words) >= _SHORTEST and words.endswith(("。", "!", ";"))


def _follows(last: tuple[Sentence, Sentence], here: tuple[Sentence, Sentence]) -> bool:
    return all(b.number == a.number + 1 and b.block == a.block for a, b in zip(last, here, strict=True))


def _report(reading: Reading, run: list[tuple[Sentence, Sentence]]) -> Iterator[Finding]:
    if not run:
        return
    (earlier, _), (last_earlier, _) = run[0], run[-1]
    (_, later), (_, last_later) = run[0], run[-1]
    again = _spanning(reading, later, last_later)
    yield Finding(
        code="duplicate-text",
        severity=Severity.ADVICE,
        where=(again, _spanning(reading, earlier, last_earlier)),
        claim=again.quote.strip()[:60],
        expected=f"此处与第 {reading.line(earlier.start)} 行文字相同",
        advice="请删去重复的文字，或改写为本处应有的内容。",
        check=CHECK.id,
    )


def _spanning(reading: Reading, first: Sentence, last: Sentence) -> Place:
    return reading.place(first, first.start, last.end)


CHECK = Check("duplicate-text", 2, ("duplicate-text",), find)
