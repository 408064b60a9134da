"""The plots of the summary page: each with a title, a note on its unit, and the same told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.batch.tally import DIFFERENCE_BOUNDS, SCORE_BOUNDS, Group, Summary
from xunzheng.documents.manuscript import Chart, ChartKind, Series
from xunzheng.formats.charts import render_chart
from xunzheng.formats.html.words import Speaker

MOST_BARS = 15
MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn chart: its key, title and note in the page's language, the drawing, and the chart itself."""

    key: str
    title: str
    note: str
    drawing: Markup
    chart: Chart


def draw(summary: Summary, t: Speaker) -> tuple[Plot, ...]:
    """The plots for which there is something to show, the most important first."""
    made = (
        _gravest(summary, t),
        _codes(summary, t),
        _differences(summary, t),
        _scores(summary, t),
        _units(summary, t),
        _years(summary, t),
        _layouts(summary, t),
    )
    return tuple(plot for plot in made if plot is not None)


def _plot(key: str, note: str, t: Speaker, chart: Chart) -> Plot:
    # What is drawn by `render_chart` is escaped there.
    return Plot(key, t(key), note, Markup(render_chart(chart, key)), chart)


def _chart(
    kind: ChartKind, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int], str]]
) -> Chart:
    return Chart(
        kind,
        title,
        tuple(labels),
        tuple(Series(name, tuple(map(Decimal, values))) for name, values, _ in series),
        tones=tuple(tone for _, _, tone in series),
        alternative=_told(title, labels, series),
    )


def _told(title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int], str]]) -> str:
    """The chart in words: every label with its values."""
    parts = []
    for place, label in enumerate(labels):
        values = ", ".join(f"{name} {values[place]}" for name, values, _ in series if values[place])
        parts.append(f"{label}: {values or 0}")
    return f"{title}. {'; '.join(parts)}"


def _gravest(summary: Summary, t: Speaker) -> Plot | None:
    if not summary.total:
        return None
    keys = ("has-errors", "has-suspicions", "has-advice", "has-none", "not-read")
    labels = [t(key) for key in keys]
    values = (*summary.gravest, summary.unreadable_count)
    series = [(t("reports-series"), values, "plain")]
    return _plot("gravest", t("gravest-note"), t, _chart(ChartKind.BARS, t("gravest"), labels, series))


def _codes(summary: Summary, t: Speaker) -> Plot | None:
    codes = summary.codes[:MOST_BARS]
    if not codes:
        return None
    series = [
        (t(word), [code.counts[place] for code in codes], tone)
        for place, (word, tone) in enumerate(
            (("col-errors", "error"), ("col-suspicions", "suspicion"), ("col-advice", "advice"))
        )
    ]
    labels = [_name(code.code, t) for code in codes]
    chart = _chart(ChartKind.STACKED, t("top-codes"), labels, series)
    return _plot("top-codes", t("top-codes-note", count=len(codes)), t, chart)


def _name(code: str, t: Speaker) -> str:
    entry = CATALOGUE.get(code)
    if entry is None:
        return code
    return entry.name_zh if t.language == "zh" else entry.name_en


def _scores(summary: Summary, t: Speaker) -> Plot | None:
    if not sum(summary.stated_bands) + sum(summary.computed_bands):
        return None
    bounds = [f"{bound}" for bound in SCORE_BOUNDS]
    labels = [t("under", bound=bounds[0])]
    labels += [t("from-to", low=low, high=high) for low, high in pairwise(bounds)]
    labels += [t("exactly", bound=bounds[-1]), t("over", bound=bounds[-1])]
    series = [
        (t("s-stated"), summary.stated_bands, "faint"),
        (t("s-computed"), summary.computed_bands, "plain"),
    ]
    chart = _chart(ChartKind.COLUMNS, t("score-bands"), labels, series)
    return _plot("score-bands", t("score-bands-note"), t, chart)


def _differences(summary: Summary, t: Speaker) -> Plot | None:
    if not summary.scored:
        return None
    bounds = ["0", *(f"{bound}" for bound in DIFFERENCE_BOUNDS)]
    pairs = list(pairwise(bounds))
    labels = [
        t("lower-over", bound=bounds[-1]),
        *(t("lower", low=low, high=high) for low, high in reversed(pairs)),
        t("equal"),
        *(t("higher", low=low, high=high) for low, high in pairs),
        t("higher-over", bound=bounds[-1]),
    ]
    series = [(t("reports-series"), summary.difference_bands, "plain")]
    chart = _chart(ChartKind.BARS, t("difference-bands"), labels, series)
    return _plot("difference-bands", t("difference-bands-note"), t, chart)


def _units(summary: Summary, t: Speaker) -> Plot | None:
    named = [group for group in summary.units if group.name]
    units = [group for group in named if group.errors][:MOST_BARS]
    if not units:
        return None
    labels = [group.name or "" for group in units]
    series = [(t("col-errors"), [group.errors for group in units], "error")]
    note = t("by-unit-note", count=len(units), total=len(named))
    return _plot("by-unit", note, t, _chart(ChartKind.BARS, t("by-unit"), labels, series))


def _years(summary: Summary, t: Speaker) -> Plot | None:
    years = summary.years[-MOST_YEARS:]
    if len([group for group in years if group.name]) < 2:
        return None
    labels = [group.name or t("unnamed-year") for group in years]
    series = [
        (t("with-errors"), [group.with_errors for group in years], "error"),
        (t("without-errors"), [group.reports - group.with_errors for group in years], "good"),
    ]
    return _plot("by-year", t("by-year-note"), t, _chart(ChartKind.COLUMNS, t("by-year"), labels, series))


def _layouts(summary: Summary, t: Speaker) -> Plot | None:
    layouts: Sequence[Group] = summary.layouts[:MOST_BARS]
    if len(layouts) < 2:
        return None
    labels = [group.name or t("unnamed-layout") for group in layouts]
    series = [
        (t(word), [group.counts[place] for group in layouts], tone)
        for place, (word, tone) in enumerate(
            (("col-errors", "error"), ("col-suspicions", "suspicion"), ("col-advice", "advice"))
        )
    ]
    chart = _chart(ChartKind.STACKED, t("by-layout"), labels, series)
    return _plot("by-layout", t("by-layout-note"), t, chart)
