"""The second rival: markitdown on a sample of the Word files, then regular expressions over its Markdown."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.planted.catalogue import sample
from bench.planted.rendering import located, rendered
from bench.planted.rivals import match_markdown
from bench.planted.tally import FORMS, Rival, rival_of, run

MOST = 40


@dataclass(frozen=True, slots=True)
class Converted:
    """What was found in the Markdown of some Word files, and what the audit found in the same files."""

    reports: int
    planted: int
    found: int
    false: int
    seconds: float
    ours_found: int
    ours_false: int
    ours_seconds: float


def convert_some(jobs: Sequence[tuple[int, str | None, str | None, bool]]) -> Converted:
    """Convert the first few Word files of the jobs, spread over all of them."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    chosen = [(seed, code) for seed, code, form, _ in jobs if (form or _form(seed, code)) == "docx"]
    chosen = chosen[:: max(1, len(chosen) // MOST)][:MOST]
    rivals: list[Rival] = []
    seconds = ours = 0.0
    found = false = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed, code in chosen:
            made = sample(seed, code)
            content, _ = rendered(made.report, "docx", random.Random(seed))
            path = Path(folder) / "report.docx"
            path.write_bytes(content)
            begun = time.process_time()
            text = converter.convert(str(path)).text_content
            flags = match_markdown(text)
            seconds += time.process_time() - begun
            rivals.append(rival_of(made.planted, located(made.report, text), flags))
            result = run(seed, code, "docx")
            found, false, ours = found + result.found, false + len(result.false), ours + result.seconds
    planted = sum(code is not None for _, code in chosen)
    return Converted(
        len(chosen),
        planted,
        sum(rival.found for rival in rivals),
        sum(rival.false for rival in rivals),
        seconds,
        found,
        false,
        ours,
    )


def _form(seed: int, code: str | None) -> str:
    return random.Random(f"form {seed} {code}").choice(FORMS)
