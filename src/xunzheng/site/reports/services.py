"""What can be done with a report: audit it, keep it, delete it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from xunzheng.audit.rules import Rules
from xunzheng.audit.run import Audit, audit
from xunzheng.batch.identity import identify
from xunzheng.formats import read
from xunzheng.formats.annotated_files import give_back, own_suffix, paper_of
from xunzheng.formats.annotated_list import findings_xlsx
from xunzheng.formats.writing import OutputKind, write
from xunzheng.rulebook import standard_rules
from xunzheng.site.reports.models import KeptReport

LONGEST_NAME = 255
_TOKEN_BYTES = 32


def audit_report(content: bytes, name: str) -> Audit:
    """Read the report and audit it under the standard rules. Raises Unreadable with a sentence."""
    return audit(read(content, name, settings.READ_LIMITS), _rules())


@dataclass(frozen=True, slots=True)
class Download:
    """A file made of a report: its suffix without the dot, and its bytes. It is made anew each time."""

    suffix: str
    content: bytes


def prepare_original(content: bytes, audit: Audit) -> Download:
    """The report's own file with the findings in it. Raises Unreadable or Unwritable with a sentence."""
    suffix = own_suffix(content, audit.document.name)
    return Download(suffix, give_back(content, audit, suffix, settings.READ_LIMITS).content)


def prepare_list(content: bytes, audit: Audit) -> Download:
    """The list of findings as a workbook."""
    return Download("xlsx", findings_xlsx([(audit.document.name, audit)]))


def prepare_paper(content: bytes, audit: Audit) -> Download:
    """The working paper as a Word file."""
    who = identify(audit.document)
    return Download("docx", write(paper_of(audit, who.unit, who.project), OutputKind.DOCX))


@lru_cache(maxsize=1)
def _rules() -> Rules:
    return standard_rules()


@transaction.atomic
def keep_report(content: bytes, name: str, kept_at: datetime) -> KeptReport:
    """Keep the report's bytes under a new token of 256 random bits."""
    return KeptReport.objects.create(
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        name=name[:LONGEST_NAME],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        kept_at=kept_at,
    )


@transaction.atomic
def delete_report(token: str) -> bool:
    """Delete the report of the token with all that was kept of it; whether there was one."""
    count, _ = KeptReport.objects.filter(token=token).delete()
    return count > 0
