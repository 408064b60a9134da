"""Whether a definition holds together: names known, states reached and left, joins possible."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xunzheng.calendars.rules import ClockRule
from xunzheng.processes.definition import Definition
from xunzheng.processes.flow import flow_problems
from xunzheng.processes.problem import Problem
from xunzheng.processes.references import reference_problems
from xunzheng.refusal import Refusal

_MOST_TOLD = 50


class DefinitionRefused(Refusal):
    """A process that does not hold together; `problems` are all that was found, each with its place."""

    def __init__(self, code: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(
            f"流程定义有{len(problems)}处问题",
            where=f"流程 {code}",
            expected="状态可达、有出口，引用都有定义",
            found=problems[0].text,
            advice="请逐处修改：" + self.told,
        )

    @property
    def told(self) -> str:
        """The problems in one sentence, as many as anybody reads."""
        more = f"；等{len(self.problems)}处" if len(self.problems) > _MOST_TOLD else ""
        return "；".join(str(problem) for problem in self.problems[:_MOST_TOLD]) + more


def validate(
    definition: Definition,
    known_roles: Collection[str],
    clock_rules: Mapping[str, ClockRule],
    known_processes: Collection[str] | None = None,
) -> None:
    """Raises DefinitionRefused with every problem that is found.

    `known_roles` are the roles that accounts can have, `clock_rules` the rules in force, by code;
    `known_processes` the codes of processes that a sub-case may be of, None where that is not to be checked.
    Only names that resolve are followed: a process with unknown names is not searched for dead ends.
    """
    problems = tuple(reference_problems(definition, known_roles, clock_rules, known_processes))
    problems = problems or tuple(flow_problems(definition))
    if problems:
        raise DefinitionRefused(f"{definition.code} 第 {definition.version} 版", problems)
