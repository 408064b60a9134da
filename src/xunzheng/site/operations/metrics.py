"""What is counted of the site for Prometheus, and how a request is put down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from xunzheng import __version__
from xunzheng.site.operations.figures import Figures, figures
from xunzheng.site.operations.remembering import Remembered

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_KEPT_SECONDS: Final = 10.0  # counting open cases reads an index: not more often than this

REGISTRY: Final = CollectorRegistry()
_REQUESTS: Final = Counter(
    "xunzheng_requests", "Requests by route, method and status.", ("route", "method", "status"),
    registry=REGISTRY,
)  # fmt: skip
_DURATION: Final = Histogram(
    "xunzheng_request_seconds", "Seconds from a request's arrival to its answer.", ("route",),
    buckets=_SECONDS, registry=REGISTRY,
)  # fmt: skip
FIGURES: Final = Remembered(lambda: figures(timezone.now()), _KEPT_SECONDS)


def note_request(request: HttpRequest, route: str, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    method = request.method if request.method in _METHODS else "other"
    _REQUESTS.labels(route, method, str(status)).inc()
    _DURATION.labels(route).observe(seconds)


def exposition() -> bytes:
    """All metrics in Prometheus's text form."""
    return generate_latest(REGISTRY)


class _SiteCollector(Collector):
    """The figures of the database, asked when Prometheus asks; without a database that one fact alone."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        told = FIGURES()
        yield _gauge("xunzheng_database_up", "Whether the database answers.", 0 if told is None else 1)
        version = GaugeMetricFamily("xunzheng_version", "The running version.", labels=["version"])
        version.add_metric([__version__], 1)
        yield version
        if told is not None:
            yield from _gauges(told)


def _gauges(told: Figures) -> Iterator[GaugeMetricFamily]:
    cases = GaugeMetricFamily("xunzheng_cases_open", "Open cases.", labels=["process"])
    overdue = GaugeMetricFamily("xunzheng_cases_overdue", "Open cases past due.", labels=["process"])
    for process, (opened, late) in sorted(told.cases.items()):
        cases.add_metric([process], opened)
        overdue.add_metric([process], late)
    yield cases
    yield overdue
    yield _gauge("xunzheng_timers_due", "Timers whose moment has come.", told.timers_due)
    yield _gauge("xunzheng_timers_parked", "Timers that were given up.", told.timers_parked)
    yield _gauge("xunzheng_outbox_waiting", "Messages to be delivered.", told.outbox_waiting)
    yield _gauge("xunzheng_outbox_parked", "Messages that were given up.", told.outbox_parked)
    yield _gauge("xunzheng_papers_waiting", "Papers that wait for the scanner.", told.papers_waiting)
    yield _gauge("xunzheng_journal_entries", "Entries of the journal.", told.journal_entries)
    if told.worker_seen_at is not None:
        seen = told.worker_seen_at.timestamp()
        yield _gauge("xunzheng_worker_seen_timestamp_seconds", "When a worker was last seen.", seen)
    yield _gauge("xunzheng_disk_free_bytes", "Free bytes on the disk of the data directory.", told.disk_free)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


REGISTRY.register(_SiteCollector())
ProcessCollector(registry=REGISTRY)
