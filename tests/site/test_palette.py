"""The palette: every pair of text and ground that the stylesheet uses reaches the contrast of WCAG AA."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STYLE = files("xunzheng.formats.html").joinpath("static", "xunzheng.css").read_text(encoding="utf-8")
TEXT = 4.5
BORDER = 3.0

PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "accent")
        for ground in ("paper", "desk", "accent-tint")
    ),
    *(
        (name, ground, TEXT)
        for name in ("error", "suspicion", "advice", "held")
        for ground in ("paper", "desk")
    ),
    *((name, f"{name}-tint", TEXT) for name in ("error", "suspicion", "advice")),
    *(("ink", f"{name}-tint", TEXT) for name in ("error", "suspicion", "advice", "held")),
    *((name, "accent-tint", TEXT) for name in ("error", "suspicion", "advice")),
    ("paper", "accent", TEXT),
    ("paper", "error", TEXT),
    ("edge", "paper", BORDER),
    ("edge", "desk", BORDER),
]


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})\b", block))


LIGHT = palette(STYLE[: STYLE.index("@media")])
DARK = palette(STYLE[STYLE.index("prefers-color-scheme: dark") : STYLE.index("*, *::before")])


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(theme, ink, ground, least):
    assert contrast(theme[ink], theme[ground]) >= least


def test_both_themes_name_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


def test_the_stylesheet_is_small_and_needs_nothing_from_outside():
    assert len(STYLE.splitlines()) < 600
    assert "url(" not in STYLE
    assert "@import" not in STYLE
