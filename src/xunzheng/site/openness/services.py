"""What is done with requests: ask, register what came on paper, answer what was asked back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.timezone import localdate

from xunzheng.documents.manuscript import Manuscript
from xunzheng.formats.writing import OutputKind, write
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Appointment
from xunzheng.site.accounts.queries import place_of
from xunzheng.site.accounts.roles import Role
from xunzheng.site.accounts.sealing import digest_of
from xunzheng.site.cases.models import Paper
from xunzheng.site.cases.papers import keep_paper
from xunzheng.site.cases.services import Asked, Command, Done, Refused, open_case, perform
from xunzheng.site.openness.forms import DATED_BY, Filled, values_of
from xunzheng.site.openness.visitors import PROCESS, code_of, command_key, keep_code
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.queries import on_day


@dataclass(frozen=True, slots=True)
class Receipt:
    """A request that was made: its case, the query code, and whether it had been made before with this
    form.
    """

    done: Done
    code: str


def agencies(now: datetime) -> dict[str, str]:
    """The agencies that take requests today, by code: those at which somebody is appointed to receive
    them.
    """
    today = localdate(now)
    holding = Appointment.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)
    codes = holding.filter(role=Role.RECEIVER).values_list("organisation", flat=True).distinct()
    found = on_day(Organisation, today).filter(code__in=list(codes)).order_by("code")
    return dict(found.values_list("code", "name"))


def keep_files(
    files: Iterable[UploadedFile[Any]], actor: Actor, now: datetime, *, is_personal: bool = True
) -> list[Paper] | Refused:
    """Keep what was uploaded, all or nothing; refused with the sentence of the first that is not taken."""
    kept: list[Paper] = []
    for file in files:
        paper = keep_paper(file.chunks(), file.name or "", actor, now, is_personal=is_personal)
        if isinstance(paper, Refused):
            return paper
        kept.append(paper)
    return kept


def ask(
    filled: Filled, papers: Mapping[str, tuple[str, ...]], actor: Actor, key: str, now: datetime
) -> Receipt | Refused:
    """Make the request of a citizen by the internet. The same form gives the same request."""
    asked = Asked(filled["agency"], region_of(filled["agency"], now), values_of(filled, "internet"), papers)
    return _opened(open_case(PROCESS, asked, actor, command_key(key), now), key, now)


def register(
    filled: Filled, papers: Mapping[str, tuple[str, ...]], actor: Actor, key: str, now: datetime
) -> Receipt | Refused:
    """Enter a request that came on paper, and let its clocks run from the day that Art. 31 names, if it is
    known.
    """
    asked = Asked(
        filled["agency"],
        region_of(filled["agency"], now),
        values_of(filled, filled["channel"]),
        papers,
        _applicant_of(key),
    )
    receipt = _opened(open_case(PROCESS, asked, actor, command_key(key), now), key, now)
    if isinstance(receipt, Refused) or not filled["received_on"]:
        return receipt
    action, name = DATED_BY[filled["channel"]]
    command = Command(action, values={name: filled["received_on"]})
    begun = perform(
        receipt.done.case_id, command, actor, command_key(f"{key}-dated"), receipt.done.version, now
    )
    return begun if isinstance(begun, Refused) else receipt


def keep_letter(letter: Manuscript, actor: Actor, now: datetime) -> tuple[str, ...] | Refused:
    """Keep a letter as PDF and Word, so that a command can give it by the references."""
    references = []
    for kind in (OutputKind.PDF, OutputKind.DOCX):
        paper = keep_paper([write(letter, kind)], f"{letter.title}.{kind}", actor, now, is_personal=True)
        if isinstance(paper, Refused):
            return paper
        references.append(paper.reference)
    return tuple(references)


def region_of(agency: str, now: datetime) -> str:
    """The region in which the agency lies, by which its calendar goes; empty where the registry does not
    say.
    """
    return place_of(agency, now)[1]


def _applicant_of(key: str) -> str:
    """The same form registers the same applicant, so that pressing twice is the same command."""
    return f"paper-{digest_of(key, 'openness paper')[:24]}"


def _opened(done: Done | Refused, key: str, now: datetime) -> Receipt | Refused:
    if isinstance(done, Refused):
        return done
    code = code_of(key)
    keep_code(done.number, code, now)
    return Receipt(done, code)
