"""Rule packs written short, for the tests."""

from __future__ import annotations

from dataclasses import fields

from xunzheng.audit.parameters import Tolerances

HEAD = """
[pack]
form = "{form}"
kind = "{kind}"
code = "{code}"
title = "{title}"
version = "1"
jurisdiction = "{jurisdiction}"
valid_from = {valid_from}
{more}
verified = true

[citation]
title = "某市绩效评价办法"
number = "某财〔2020〕1号"
"""

SCALE = """
[scale]
grades = [
    { word = "优", range = "[90,100]" },
    { word = "良", range = "[0,90)" },
]
"""

FRAMEWORK = """
[framework]
full_score = 100

[rules.judged]
kind = "judged"

[rules.rate]
kind = "formula-rate"
direction = "up"
target = "100%"

[[indicators]]
code = "A"
name = "投入"
weight = 40.5
rule = "judged"

[[indicators]]
code = "B"
name = "产出"
weight = 59.5

[[indicators.children]]
code = "B1"
name = "资金到位率"
weight = 59.5
formula = "资金到位率＝（到位/计划）×100%"
rule = "rate"
"""

WEIGHTS = """
[weights]
extends = "{extends}"

[weights.by_code]
A = {a}
B = {b}
B1 = {b}
"""

ADJUSTMENTS = """
[adjustments]
deviation = { threshold = "30%", points = 2 }
"""

PARAMETERS = """
[sources.rule]
title = "某办法"
verified = true

[parameters]
deviation_threshold = { value = 0.30, source = "rule" }
execution_reason_threshold = { value = 0.90, source = "rule" }

[parameters.tolerances]
""" + "".join(f'{field.name} = {{ value = 0.1, reason = "测试" }}\n' for field in fields(Tolerances))


def head(
    form: str = "scale",
    code: str = "city-scale",
    kind: str = "grade-scale",
    title: str = "测试规则包",
    jurisdiction: str = "CN",
    valid_from: str = "2020-01-01",
    more: str = "",
) -> str:
    """The head of a pack."""
    return HEAD.format(
        form=form,
        code=code,
        kind=kind,
        title=title,
        jurisdiction=jurisdiction,
        valid_from=valid_from,
        more=more,
    )


def scale(**fields: str) -> str:
    """A grade scale."""
    return head(**fields) + SCALE


def framework(**fields: str) -> str:
    """A framework of two indicators and a child."""
    return (
        head(**{"form": "framework", "code": "city-framework", "kind": "self-evaluation", **fields})
        + FRAMEWORK
    )


def weights(extends: str = "city-framework", a: str = "30", b: str = "70", **fields: str) -> str:
    """Weights for that framework."""
    named = {"form": "weights", "code": "city-weights", "kind": "self-evaluation", "jurisdiction": "431100"}
    return head(**{**named, **fields}) + WEIGHTS.format(extends=extends, a=a, b=b)


def adjustments(**fields: str) -> str:
    """A deviation deduction."""
    return (
        head(**{"form": "adjustments", "code": "city-platform", "kind": "score-adjustments", **fields})
        + ADJUSTMENTS
    )


def parameters(**fields: str) -> str:
    """Audit parameters, the least possible."""
    return (
        head(**{"form": "parameters", "code": "city-audit", "kind": "audit-parameters", **fields})
        + PARAMETERS
    )
