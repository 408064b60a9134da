"""Formula evaluations per second: traced, untraced and compiled, beside simpleeval and plain Python.

All evaluators compute the same formula from the same figures in interleaved rounds of one run; the table
gives the median microseconds of each and its ratio to plain Fraction arithmetic. Ours take quantities
with units, and the first two check them; the others take bare numbers.

    python bench/formula.py [ROUNDS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from statistics import median
from time import perf_counter

from simpleeval import SimpleEval

from xunzheng.evaluation.formula import compile_formula, evaluate, parse
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import WAN_YUAN

SIZES = (3, 30, 300)
ROUNDS = 9
SLICE = 0.05
Evaluator = Callable[[], object]


def evaluators(size: int) -> tuple[dict[str, Evaluator], Evaluator]:
    """The evaluators of a rate with `size` amounts in its numerator, and the parser of its text."""
    names = [f"项目{number}支出" for number in range(size)]
    amounts = [Decimal(1000 + 37 * number) / 100 for number in range(size)]
    text = f"执行率＝（{'＋'.join(names)}）÷预算×100%"
    formula = parse(text)
    given = {name: Quantity(amount, WAN_YUAN, 2) for name, amount in zip(names, amounts, strict=True)}
    given["预算"] = Quantity(Decimal(3_000_000), WAN_YUAN)
    latin = {f"x{number}": amount for number, amount in enumerate(amounts)} | {"budget": Decimal(3_000_000)}
    python_text = f"({'+'.join(f'x{number}' for number in range(size))})/budget*100"
    floats = {name: float(amount) for name, amount in latin.items()}
    reader = SimpleEval(names=floats)
    parsed = reader.parse(python_text)
    code = compile(python_text, "formula", "eval")
    compiled = compile_formula(formula)

    exact_reader = SimpleEval()

    def simple_fractions() -> object:
        exact_reader.names = {name: Fraction(amount) for name, amount in latin.items()}
        return exact_reader.eval(python_text, previously_parsed=parsed)

    def plain_fractions() -> object:
        total = sum((Fraction(latin[f"x{number}"]) for number in range(size)), Fraction(0))
        return total / Fraction(latin["budget"])

    return {
        "evaluate, traced": lambda: evaluate(formula, given),
        "evaluate, no trace": lambda: evaluate(formula, given, trace=False),
        "compile_formula": lambda: compiled(given),
        "simpleeval (float, parsed)": lambda: reader.eval(python_text, previously_parsed=parsed),
        "simpleeval (float, from text)": lambda: reader.eval(python_text),
        "simpleeval (Fraction, parsed)": simple_fractions,
        "plain Python, Fraction": plain_fractions,
        "plain Python, Decimal": lambda: eval(code, {"__builtins__": {}}, latin),
        "plain Python, float": lambda: eval(code, {"__builtins__": {}}, floats),
    }, lambda: parse(text)


def measure(evaluator: Evaluator, seconds: float) -> float:
    """Microseconds of one call, over as many as fit into `seconds`."""
    calls, started = 0, perf_counter()
    while (passed := perf_counter() - started) < seconds:
        evaluator()
        calls += 1
    return passed / calls * 1e6


def compare(size: int, rounds: int) -> None:
    """Print the table of one size."""
    each, read = evaluators(size)
    exact = each["plain Python, Fraction"]()
    assert each["compile_formula"]() == exact, "the evaluators differ"
    times: dict[str, list[float]] = {name: [] for name in (*each, "parse")}
    for _ in range(rounds):
        for name, evaluator in each.items():
            times[name].append(measure(evaluator, SLICE))
        times["parse"].append(measure(read, SLICE))
    base = median(times["plain Python, Fraction"])
    print(f"\n{size} terms{'':27}µs each   per second   × plain Fraction")
    for name, taken in times.items():
        middle = median(taken)
        print(f"  {name:33}{middle:9.1f}{1e6 / middle:13,.0f}{middle / base:18.2f}")


def main() -> None:
    """Measure every size; about half a minute with the usual rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for size in SIZES:
        compare(size, rounds)


if __name__ == "__main__":
    main()
