"""The rules that a report is audited under, in one bundle, and how a basis is cited in a finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xunzheng.audit.finding import Citation
from xunzheng.audit.parameters import AuditParameters
from xunzheng.evaluation.basis import Basis
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.grades import GradeScale


@dataclass(frozen=True, slots=True)
class Rules:
    """What the checks take beside the report.

    `national_scale` is the scale where the report declares none; `scales` all known ones, the national
    one among them; `frameworks` the known indicator frameworks. `today` is the day of the audit where
    a check needs one, None where nobody said.
    """

    parameters: AuditParameters
    national_scale: GradeScale
    scales: tuple[GradeScale, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    today: date | None = None


def cite(basis: Basis, article: str | None = None) -> Citation:
    """The basis of a framework or scale as a finding cites it: with the pack and its version.

    >>> cite(Basis("某办法", "财预〔2020〕10号", pack="cn-2020-10", version="1")).pack
    'cn-2020-10/1'
    """
    pack = basis.pack if None in (basis.pack, basis.version) else f"{basis.pack}/{basis.version}"
    return Citation(basis.title, basis.number, article or basis.article, pack, basis.verified)
