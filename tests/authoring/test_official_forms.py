"""The official forms: read from their packs, strictly, and complete."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from tests.authoring.given_project import table
from xunzheng.authoring.assessment import assess
from xunzheng.authoring.forms import Form
from xunzheng.authoring.project_check import check_project
from xunzheng.authoring.project_table import read_project
from xunzheng.authoring.report_charts import points_chart
from xunzheng.authoring.sentences import result_sentences
from xunzheng.authoring.table_slots import score
from xunzheng.rulebook import RulePackError, UnknownCode, load_pack
from xunzheng.rulebook.official_forms import form_rules, forms

PACK = (resources.files("xunzheng.rulebook") / "packs" / "national-2020.toml").read_text(encoding="utf-8")


def test_every_form_refers_to_what_there_is() -> None:
    assert [form.code for form in forms()] == ["annex-2013", "national-2020", "transfer-2023"]
    for form in forms():
        rules = form_rules(form.code)
        assert rules.framework.code == form.framework
        assert (rules.scale is None) is (form.scale is None)
        assert form.outline
        assert form.label("none") is None
        assert form.level("none") is None


def test_an_unknown_form_names_the_known_ones() -> None:
    with pytest.raises(UnknownCode, match="annex-2013、national-2020、transfer-2023"):
        form_rules("national-1999")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('layout = "scored"', 'layout = "round"', "layout：不认识的取值"),
        ('denominator = "budget"', 'denominator = "all"', "denominator：不认识的取值"),
        ('says = ["goal"]', 'says = ["dreams"]', "says：不认识的内容"),
        ('kind = "qualitative"\nbands', 'kind = "judged"\nbands', "bands"),
        ('planned = "全年预算数"', 'planned = "全年预算数"\ncolour = "red"', "不认识的键"),
        ('label = "其他资金"', "", "label：缺少这个键"),
    ],
)
def test_a_wrong_form_pack_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in PACK
    with pytest.raises(RulePackError, match=sentence):
        load_pack(PACK.replace(old, new), "own.toml")


def test_only_a_qualitative_rule_is_one() -> None:
    head, _, tail = PACK.partition("[qualitative]")
    outline = "[[outline]]" + tail.partition("[[outline]]")[2]
    with pytest.raises(RulePackError, match="不是定性指标的规则"):
        load_pack(f'{head}[qualitative]\nkind = "judged"\n{outline}', "own.toml")
    assert isinstance(load_pack(head + outline, "own.toml").content, Form)


def test_an_outline_is_three_levels_deep_at_most() -> None:
    deep = '\n[[outline]]\ntitle = "一"\n[[outline.parts]]\ntitle = "二"\n'
    deep += '[[outline.parts.parts]]\ntitle = "三"\n'
    assert load_pack(PACK + deep, "own.toml")
    with pytest.raises(RulePackError, match="提纲层级过多"):
        load_pack(f'{PACK}{deep}[[outline.parts.parts.parts]]\ntitle = "四"\n', "own.toml")


def test_a_form_without_scores_has_no_result() -> None:
    assessment = assess(read_project(table("transfer-2023")), form_rules("transfer-2023"))
    assert not list(result_sentences(assessment))
    assert not list(points_chart(assessment))
    assert (assessment.total, assessment.grade, score(None).text) == (None, "", "")


def test_a_form_without_a_rule_for_words_takes_them_as_they_are() -> None:
    rules = form_rules("national-2020")
    bare = replace(rules, form=replace(rules.form, qualitative=None))
    assert check_project(read_project(table("national-2020")), bare) == ()
