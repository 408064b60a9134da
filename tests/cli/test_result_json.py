"""The JSON result: it keeps to the published schema, exactly and in one order."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.example import HELD, SUM, WHOLE, make_audit
from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.audit.finding import Severity, Verdict
from xunzheng.audit.run import Audit, audit
from xunzheng.formats import read
from xunzheng.formats.result_json import SCHEMA_VERSION, schema, to_json, to_text
from xunzheng.rulebook import standard_rules

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "audit", [WHOLE, make_audit(), make_audit(SUM, held=())], ids=["whole", "clean", "none held"]
)
def test_result_keeps_to_the_schema(audit: object) -> None:
    assert list(VALIDATOR.iter_errors(to_json(audit))) == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_keeps_to_the_schema(code: str) -> None:
    VALIDATOR.validate(to_json(make_audit(replace(SUM, code=code))))


def test_schema_refuses_what_it_should() -> None:
    result = to_json(WHOLE)
    for change in ({"findings": [{"code": "x"}]}, {"schema_version": "2.0"}, {"summary": {}}):
        assert list(VALIDATOR.iter_errors({**result, **change}))


def test_every_field_that_is_written_is_described() -> None:
    described, result = schema(), to_json(WHOLE)
    assert list(result) == list(described["properties"])
    for name, written in (
        ("finding", result["findings"][1]),
        ("place", result["findings"][1]["where"][0]),
        ("verdict", result["findings"][1]["verdict"]),
        ("rule", result["findings"][1]["rule"]),
        ("held", result["held"][0]),
    ):
        assert list(written) == list(described["$defs"][name]["properties"])


def chosen() -> Audit:
    rules = replace(standard_rules(), layout="cn-self-evaluation-table")
    return audit(read(REPORT.encode(), "a.txt"), rules)


REPORT = (
    "上海市2022年度项目支出绩效自评表\n\n一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n"
    "产出指标\t培训\t≥5次\t6次\t60\t60\n效益指标\t知晓率\t≥90%\t92%\t40\t40\n"
)


def test_how_the_rules_were_chosen_is_told() -> None:
    result = to_json(chosen())
    VALIDATOR.validate(result)
    setting = result["setting"]
    assert (setting["on"], setting["region_code"], setting["region_certain"]) == (
        "2022-12-31",
        "310000",
        True,
    )
    assert setting["layout_asked"] == "cn-self-evaluation-table"
    assert "上海" in setting["scale"]
    (layout,) = result["layouts"]
    assert layout["pack"] == "cn-self-evaluation-table/1"
    assert layout["asked"] is True
    assert layout["where"]["quote"] == "一级指标"
    assert layout["table"] == layout["where"]["block"]
    assert list(setting) == list(schema()["properties"]["setting"]["properties"])
    assert list(layout) == list(schema()["$defs"]["layout"]["properties"])
    for near in layout["near"]:
        assert list(near) == ["code", "title", "matched", "lacking"]


def test_what_was_not_chosen_is_null() -> None:
    result = to_json(WHOLE)
    assert (result["setting"], result["layouts"]) == (None, [])
    unknown = to_json(audit(read("报告\n文。".encode(), "a.txt"), standard_rules()))
    VALIDATOR.validate(unknown)
    assert (unknown["setting"]["on"], unknown["setting"]["region"]) == (None, None)


def test_summary_counts_what_is_listed() -> None:
    assert to_json(WHOLE)["summary"] == {"error": 1, "suspicion": 1, "advice": 1, "examined": 4, "held": 1}


def test_text_is_stable_and_reads_back() -> None:
    assert to_text(WHOLE) == to_text(WHOLE)
    assert json.loads(to_text(WHOLE)) == to_json(WHOLE)
    assert "合计 491 万元" in to_text(WHOLE)
    assert to_json(WHOLE)["schema_version"] == SCHEMA_VERSION


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_decimals_are_exact_strings(value: Decimal) -> None:
    finding = replace(SUM, verdict=Verdict(value, "元", False, low=value, high=None))
    result = to_json(make_audit(finding, held=(HELD,)))
    VALIDATOR.validate(result)
    verdict = result["findings"][0]["verdict"]
    assert Decimal(verdict["difference"]) == value
    assert verdict["high"] is None


@pytest.mark.parametrize("value", ["1E+3", "-0", "1e-7", "2.00"])
def test_decimals_have_no_exponent(value: str) -> None:
    finding = replace(SUM, severity=Severity.ERROR, verdict=Verdict(Decimal(value), "元", False))
    VALIDATOR.validate(to_json(make_audit(finding)))
