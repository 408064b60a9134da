"""Many reports at once: audited in several processes, resumable, one bad file never stops the rest."""

from __future__ import annotations

from xunzheng.batch.record import Record, State
from xunzheng.batch.refusal import BatchRefused
from xunzheng.batch.results import write_results
from xunzheng.batch.run import Batch, audit_files
from xunzheng.batch.settings import BatchSettings
from xunzheng.batch.tally import Summary, summary

__all__ = [
    "Batch",
    "BatchRefused",
    "BatchSettings",
    "Record",
    "State",
    "Summary",
    "audit_files",
    "summary",
    "write_results",
]
