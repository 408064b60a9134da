"""The processes on a shelf: found by code and version, and held against the clock rules of their day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from xunzheng.processes.definition import Definition
from xunzheng.processes.validation import DefinitionRefused, validate
from xunzheng.rulebook.refusal import RulePackError, UnknownCode

if TYPE_CHECKING:
    from xunzheng.rulebook.shelf import Shelf

# The roles that accounts can have in business; the administrators' roles act in no process.
KNOWN_ROLES = (
    "applicant",
    "third-party",
    "co-producer",
    "receiver",
    "handler",
    "approver",
    "supervisor",
    "leader",
    "registrar",
    "editor",
    "auditor",
)


def find_process(processes: Iterable[Definition], code: str, version: str) -> Definition:
    """The process of that code and version. Raises UnknownCode with what there is."""
    known = tuple(processes)
    for process in known:
        if (process.code, process.version) == (code, version):
            return process
    raise UnknownCode(
        "没有这个流程或者版本",
        where=f"流程“{code[:40]}”第 {version[:20]} 版",
        expected="、".join(f"{process.code} 第 {process.version} 版" for process in known) or "至少一个流程",
        found=code,
        advice="请核对编码和版本；在办案件用过的版本不要删除。",
    )


def check_processes(shelf: Shelf) -> None:
    """Validate every process on the shelf against the clock rules of the day on which it comes into force.

    Raises RulePackError with the file and every problem.
    """
    codes = {process.code for process in shelf.processes()}
    for pack in shelf.packs:
        if not isinstance(pack.content, Definition):
            continue
        basis = pack.header.basis
        rules = shelf.clock_rules(basis.valid_from or date.min, basis.jurisdiction)
        try:
            validate(pack.content, KNOWN_ROLES, rules, codes)
        except DefinitionRefused as error:
            raise RulePackError(
                error.what,
                where=f"规则包 {pack.name}",
                expected=error.expected,
                found=error.told,
                advice="请逐处修改。",
            ) from error
