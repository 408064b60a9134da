"""Mutates formulas and tries each: only FormulaError may come of it, within a second of
processor time.

    python bench/fuzz_formula.py [CASES] [SEED]

Prints the seed, the counts and the slowest case; stops with the text of the first case that crashes,
takes a second, or does not read back what was written.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from time import process_time

from xunzheng.evaluation.formula import (
    Formula,
    FormulaError,
    compile_formula,
    evaluate,
    names,
    parse,
    write,
)

LIMIT = 1.0
SEEDS = (
    "资金到位率=（实际到位资金/计划投入资金）×100%。",
    "完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。",
    "质量达标率＝（质量达标产出数/实际产出数）/100%。",
    "“三公经费”变动率=[（本年度“三公经费”总额-上年度“三公经费”总额）/上年度“三公经费”总额]×100%。",
    "部门(单位)人均支出（元/人）＝项目支出（含结转、结余）÷（编制数＋1）－100元/人×0.5",
    "得分＝若 社会公众或服务对象满意度≥90% 且 A＞1 或 （B＜2 且 C≠3）则 10分"
    " 否则 若 60%≤A＜80%，则 6分；否则 0",
    "总分＝Σ（单项得分×权重）÷∑（权重）＋最大（A，B、C）－最小(1,2)＋平均（D）",
    "合计（若A>B，则C，否则D，1,234.50万元）÷∑E×F",
)
SIGNS = (
    '（）()[]【】｛｝×÷/／*－-−—＋+％%‰＝=<>≥≤≠“”‘’"、，,。；：·?？\u00a0 \u3000\n\tΣ∑0123456789.．x×'
    "\u200b\x00\ud7ff😀①²"
)
WORDS = ("若", "则", "否则", "且", "或", "如果", "那么", "合计", "平均")
WORDS += ("最大（", "万元", "元/人", "100%", "（单位：", "甲乙")


def mutate(text: str, chance: random.Random) -> str:
    """One to four small damages: a sign put in, taken out, doubled, swapped, or another formula's part."""
    for _ in range(chance.randint(1, 4)):
        at, until = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        short = min(until, at + chance.randint(0, 4))
        kind = chance.randrange(7)
        if kind == 0:
            text = text[:at] + chance.choice(SIGNS) + text[at:]
        elif kind == 1:
            text = text[:at] + chance.choice(WORDS) + text[short:]
        elif kind == 2:
            text = text[:at] + text[short:]
        elif kind == 3:
            text = text[:at] + text[at:until] * chance.choice((2, 2, 2, 3, 40)) + text[until:]
        elif kind == 4:
            other = chance.choice(SEEDS)
            text = text[:at] + other[chance.randint(0, len(other)) :] + text[until:]
        elif kind == 5:
            text = text[:at] + text[at:short][::-1] + text[short:]
        else:
            text = text[:at] + chance.choice(SIGNS) * chance.choice((1, 2, 120)) + text[short:]
    return text[:12_000]


def try_formula(formula: Formula) -> None:
    """Write, read again, and evaluate with numbers in three ways."""
    assert parse(write(formula)) == formula, "written and read again it differs"
    values = {name: place % 4 for place, name in enumerate(names(formula))}
    outcome = evaluate(formula, values)
    assert outcome.value == evaluate(formula, values, trace=False).value == compile_formula(formula)(values)
    assert (outcome.value is None) == (outcome.undefined is not None)


def fuzz(cases: int, seed: int) -> Counter[str]:
    """Try so many mutations; what became of them, counted."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    slowest, slowest_text = 0.0, ""
    parse(SEEDS[0])
    for _ in range(cases):
        text = mutate(chance.choice(SEEDS), chance)
        started = process_time()
        kind = "refused when read"
        try:
            formula = parse(text)
            kind = "refused when computed"
            try_formula(formula)
            kind = "computed"
        except FormulaError:
            pass
        except BaseException:
            print(f"seed {seed}, crashed on {text!r}")
            raise
        counts[kind] += 1
        taken = process_time() - started
        if taken > slowest:
            slowest, slowest_text = taken, text
        if taken > LIMIT:
            raise SystemExit(f"seed {seed}, {taken:.2f} s for {text!r}")
    print(f"seed {seed}: {cases} mutations, {dict(counts)}")
    print(f"slowest {slowest * 1e3:.0f} ms, of {len(slowest_text)} characters")
    return counts


def main() -> None:
    """Run the number of cases asked for, 20,000 without."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    fuzz(cases, seed)


if __name__ == "__main__":
    main()
