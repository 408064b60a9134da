"""The summary: recall and precision per code as a table, and the page that holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.planted.catalogue import WITHOUT
from bench.planted.markdown import Converted
from bench.planted.slips import WAYS
from bench.planted.tally import Result

from xunzheng.audit.catalogue import CATALOGUE, SECTIONS

BEGIN, END = "<!-- the table: bin/bench audit --write -->", "<!-- end of the table -->"


@dataclass(frozen=True, slots=True)
class Row:
    """Counts over some codes: planted mistakes by what became of them, findings by what explains them."""

    planted: int
    found: int
    own: int
    errors: int
    tables: int
    rules: int
    right: int
    false: int
    extra: int

    def cells(self) -> str:
        """The row's cells."""
        return (
            f"{self.planted} | {self.found} | {_share(self.found, self.planted)} | {self.own} | "
            f"{self.errors} | "
            f"{self.right} | {self.false} | {_share(self.right, self.right + self.false)} | {self.extra} | "
            f"{self.tables} | {self.rules}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def row_of(results: Sequence[Result], codes: Iterable[str]) -> Row:
    """The counts of some codes."""
    wanted = set(codes)
    planted = [result for result in results if result.code in wanted]
    counted = {
        name: Counter(code for result in results for code in getattr(result, name))
        for name in ("right", "false", "extra")
    }
    return Row(
        planted=len(planted),
        found=sum(result.found for result in planted),
        own=sum(result.own for result in planted),
        errors=sum(result.level == "error" for result in planted),
        tables=sum(result.tables.found for result in planted),
        rules=sum(result.rules.found for result in planted),
        right=sum(counted["right"][code] for code in wanted),
        false=sum(counted["false"][code] for code in wanted),
        extra=sum(counted["extra"][code] for code in wanted),
    )


def table_of(results: Sequence[Result], converted: Converted | None) -> Iterator[str]:
    """The lines of the page's table, with what the rivals made of the same reports."""
    yield (
        "| code | planted | found | recall | by its own code | as error | errors explained | false errors | "
        "precision | milder, unexplained | table sums | regex |"
    )
    yield "|---" * 12 + "|"
    for section, (_, name) in SECTIONS.items():
        codes = [entry.code for entry in CATALOGUE.values() if entry.section == section]
        for code in codes:
            row = row_of(results, [code])
            if row.planted or row.right or row.false or row.extra:
                yield f"| `{code}` | {row.cells()} |"
        yield f"| **{section}. {name}** | {row_of(results, codes).cells()} |"
    logic = [entry.code for entry in CATALOGUE.values() if entry.section in "AB"]
    yield f"| **A and B** | {row_of(results, logic).cells()} |"
    yield f"| **all** | {row_of(results, CATALOGUE).cells()} |"
    yield ""
    yield from _notes(results, converted)


def _notes(results: Sequence[Result], converted: Converted | None) -> Iterator[str]:
    clean = [result for result in results if result.code is None]
    noisy = [result for result in clean if result.false]
    forms = Counter(result.form for result in results)
    told = ", ".join(f"{n:,} {form}" for form, n in forms.most_common())
    yield f"{len(results):,} reports ({told}), of which "
    yield f"{len(clean):,} without a mistake: {len(noisy)} of these with a false error, "
    yield f"{sum(bool(r.extra) for r in clean)} with a milder finding."
    for form in forms:
        of = [result for result in results if result.form == form and result.code]
        false = sum(len(result.false) for result in results if result.form == form)
        yield f"- {form}: found {sum(r.found for r in of)} of {len(of)}, {false} false errors"
    for layout in sorted({result.layout for result in results}):
        of = [result for result in results if result.layout == layout and result.code]
        false = sum(len(result.false) for result in results if result.layout == layout)
        yield f"- layout {layout}: found {sum(r.found for r in of)} of {len(of)}, {false} false errors"
    planted = [result for result in results if result.code]
    yield ""
    for name, label in (("tables", "the table-sum checker"), ("rules", "the regular expressions")):
        rivals = [getattr(result, name) for result in results]
        yield (
            f"- {label}: found {sum(getattr(r, name).found for r in planted)} of {len(planted)}; "
            f"{sum(r.right for r in rivals)} flags explained, {sum(r.false for r in rivals)} false"
        )
    if converted is not None and converted.reports:
        yield (
            f"- markitdown and regular expressions, on {converted.reports} of the Word files: found "
            f"{converted.found} of {converted.planted}, {converted.false} false flags, "
            f"{converted.seconds / converted.reports * 1000:.0f} ms a file; the audit on the same files: "
            f"{converted.ours_found} of {converted.planted}, {converted.ours_false} false errors, "
            f"{converted.ours_seconds / converted.reports * 1000:.0f} ms a file"
        )
    lost = sum(result.unlocated for result in results)
    if lost:
        yield f"- {lost} mistakes whose place was not found again in the file as read (counted as planted)"
    yield "- figures told wrong, by slip: " + "; ".join(_by_slip(planted))
    kinds = Counter(result.kind for result in planted)
    missed = Counter(result.kind for result in planted if not result.found)
    yield ""
    yield (
        "Kinds of mistakes missed most: "
        + ("; ".join(f"{kind} {n} of {kinds[kind]}" for kind, n in missed.most_common(12)) or "none")
        + "."
    )
    yield ""
    yield "Codes without a mutation: " + "; ".join(f"`{code}`: {why}" for code, why in WITHOUT.items()) + "."


def _by_slip(planted: Sequence[Result]) -> Iterator[str]:
    for way in WAYS:
        of = [result for result in planted if result.kind.endswith(f" {way}")]
        if of:
            yield f"{way} {sum(result.found for result in of)} of {len(of)}"


def kinds_of(results: Sequence[Result]) -> Iterator[str]:
    """How many of each kind of mistake were found, the worst first."""
    kinds = Counter(result.kind for result in results if result.code)
    found = Counter(result.kind for result in results if result.found)
    for kind in sorted(kinds, key=lambda kind: (found[kind] / kinds[kind], kind)):
        yield f"{found[kind]:4} of {kinds[kind]:4}  {kind}"


def page_of(page: str, lines: str) -> str:
    """The page with another table between its markers."""
    before, _, rest = page.partition(BEGIN)
    _, _, behind = rest.partition(END)
    return f"{before}{BEGIN}\n\n{lines}\n\n{END}{behind}"
