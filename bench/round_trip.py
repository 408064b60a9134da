"""The law of the reports: what is written from a project, read back and audited, has nothing at error level.

    python bench/round_trip.py [--count 1000] [--from SEED] [--formats docx,pdf,xlsx,html]

For each made project and format: the findings by severity and code, and whether the project's figures come
back out of the file. Time is that of writing, reading and auditing together.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.authoring.made_projects import made_project
from tests.authoring.same_figures import differences
from xunzheng.audit.finding import Severity
from xunzheng.audit.run import audit
from xunzheng.authoring.extraction import extract
from xunzheng.formats.project_report import compose_report
from xunzheng.formats.reading import read
from xunzheng.formats.writing import OutputKind, write
from xunzheng.rulebook.official_forms import form_rules, forms


def main() -> int:
    """Run and print the tables; 1 where an error was found or a figure did not come back."""
    arguments = _arguments()
    kinds = [OutputKind(word) for word in arguments.formats.split(",")]
    tally: dict[OutputKind, Counter[str]] = defaultdict(Counter)
    seconds: Counter[OutputKind] = Counter()
    examples: list[str] = []
    for seed in range(arguments.first, arguments.first + arguments.count):
        project = made_project(seed)
        rules = form_rules(project.form)
        manuscript = compose_report(project, rules).manuscript
        for kind in kinds:
            start = time.perf_counter()
            document = read(write(manuscript, kind), f"报告.{kind}")
            findings = audit(document, rules.rules).findings
            seconds[kind] += time.perf_counter() - start
            tally[kind]["reports"] += 1
            for found in findings:
                tally[kind][f"{found.severity} {found.code}"] += 1
                if found.severity is not Severity.ADVICE:
                    examples.append(
                        f"{seed} {project.form} {kind} {found.code}: {found.claim} | {found.expected}"
                    )
            table = extract(document, rules.rules, forms()).draft.table
            lost = differences(project, table, with_texts=False)
            tally[kind]["figures not back"] += bool(lost)
            tally[kind]["texts not back"] += not lost and bool(differences(project, table))
            examples += [f"{seed} {project.form} {kind} {line}" for line in lost[:3]]
    _show(tally, seconds, examples)
    bad = ("error", "figures")
    return int(any(count for each in tally.values() for name, count in each.items() if name.startswith(bad)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Reports written, read back and audited.")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--formats", default="docx,pdf,xlsx,html")
    return parser.parse_args()


def _show(tally: dict[OutputKind, Counter[str]], seconds: Counter[OutputKind], examples: list[str]) -> None:
    names = sorted({name for each in tally.values() for name in each} - {"reports"})
    for kind, counted in tally.items():
        ms = 1000 * seconds[kind] / counted["reports"]
        print(f"{kind:5} {counted['reports']:6} reports {ms:7.1f} ms each")
        for name in names:
            print(f"      {counted[name]:6} {name}")
    for line in examples[:40]:
        print(line)


if __name__ == "__main__":
    sys.exit(main())
