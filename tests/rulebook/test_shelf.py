"""Packs side by side: by code, by kind, day and jurisdiction, from a directory, laid on one another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook import written_packs as written
from xunzheng.evaluation.framework import Framework
from xunzheng.evaluation.refusals import FrameworkError
from xunzheng.rulebook import (
    AmbiguousPack,
    RulePackError,
    Shelf,
    UnknownCode,
    load_directory,
    load_pack,
    load_texts,
    rules_from,
    shelf_with,
    standard_rules,
)

NATION = written.scale(code="nation")
PROVINCE = written.scale(code="province", jurisdiction="430000")
CITY = written.scale(
    code="city", jurisdiction="431100", valid_from="2022-01-01", more="valid_to = 2024-01-01"
)
CENTRAL = written.scale(code="central", jurisdiction="CN-central")
EXAMPLE = written.scale(code="example", more="by_code_only = true")


def dated(code: str, start: str, end: str = "") -> str:
    """A national grade scale in force from `start`, up to `end` if there is one."""
    return written.scale(code=code, valid_from=start, more=f"valid_to = {end}" if end else "")


def shelf(*texts: str) -> Shelf:
    return Shelf(load_texts([(f"{number}.toml", text) for number, text in enumerate(texts)]))


@pytest.mark.parametrize(
    ("on", "jurisdiction", "code"),
    [
        (date(2023, 6, 1), "CN", "nation"),
        (date(2023, 6, 1), "CN-central", "central"),
        (date(2023, 6, 1), "440000", "nation"),
        (date(2023, 6, 1), "430000", "province"),
        (date(2023, 6, 1), "430500", "province"),
        (date(2023, 6, 1), "431100", "city"),
        (date(2023, 6, 1), "431121", "city"),
        (date(2022, 1, 1), "431100", "city"),
        (date(2021, 12, 31), "431100", "province"),
        (date(2023, 12, 31), "431100", "city"),
        (date(2024, 1, 1), "431100", "province"),
    ],
)
def test_the_narrowest_pack_in_force_is_selected(on: date, jurisdiction: str, code: str) -> None:
    packs = shelf(NATION, PROVINCE, CITY, CENTRAL, EXAMPLE)
    assert packs.select("grade-scale", on, jurisdiction).header.code == code


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        # when each is in force; what the refusal says
        (("2020-01-01", ""), ("2021-01-01", ""), ["2021-01-01 起：同一时期"]),
        (
            ("2021-01-01", ""),
            ("2020-01-01", ""),
            ["twin（1.toml）、nation（0.toml）", "2021-01-01 起：同一时期"],
        ),
        (("2020-01-01", ""), ("2020-01-01", ""), ["2020-01-01 起：同一时期"]),
        (("2020-01-01", "2022-01-01"), ("2021-12-31", ""), ["2021-12-31 起，2022-01-01 止"]),
        (("2020-01-01", ""), ("2021-01-01", "2022-01-01"), ["2021-01-01 起，2022-01-01 止"]),
    ],
)
def test_two_packs_for_one_day_are_not_put_on_a_shelf(
    one: tuple[str, str], other: tuple[str, str], words: list[str]
) -> None:
    texts = [dated(code, *period) for code, period in (("nation", one), ("twin", other))]
    with pytest.raises(AmbiguousPack) as refusal:
        shelf(*texts)
    sentence = str(refusal.value)
    said = ["种类 grade-scale，适用范围 CN", "nation（0.toml）", "twin（1.toml）", "valid_to", "by_code_only"]
    assert [word for word in [*said, *words] if word not in sentence] == []


@pytest.mark.parametrize(
    "other",
    [
        written.scale(code="other", valid_from="2022-01-01"),
        written.scale(code="other", more="by_code_only = true"),
        written.scale(code="other", jurisdiction="430000"),
        written.scale(code="other", kind="other-scale"),
    ],
)
def test_packs_that_do_not_compete_stand_side_by_side(other: str) -> None:
    assert len(shelf(dated("first", "2020-01-01", "2022-01-01"), other).packs) == 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), min_size=1, max_size=4))
def test_law_a_shelf_is_refused_where_two_periods_share_a_day(periods: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in periods]
    texts = [dated(f"p{n}", f"20{10 + a}-01-01", f"20{10 + b}-01-01") for n, (a, b) in enumerate(spans)]
    days = [year for a, b in spans for year in range(a, b)]
    if len(days) == len(set(days)):
        assert len(shelf(*texts).packs) == len(spans)
    else:
        with pytest.raises(AmbiguousPack, match="同一时期有两个规则包适用"):
            shelf(*texts)


def test_the_national_scale_is_the_one_of_the_day() -> None:
    packs = shelf(
        dated("old", "2015-01-01", "2020-01-01"),
        dated("new", "2020-01-01"),
        written.parameters(code="cn-audit-parameters"),
        EXAMPLE,
        PROVINCE,
    )
    days = [None, date(2019, 12, 31), date(2020, 1, 1)]
    assert [packs.rules(on=day).national_scale.code for day in days] == ["new", "old", "new"]
    assert packs.rules(on=date(2019, 1, 1)).today is None
    with pytest.raises(UnknownCode, match="没有适用的规则包"):
        packs.rules(on=date(2014, 12, 31))


def test_two_packs_of_one_code_are_refused_with_both_names() -> None:
    with pytest.raises(AmbiguousPack) as refusal:
        shelf(NATION, NATION)
    assert "规则包 1.toml" in str(refusal.value)
    assert "0.toml" in str(refusal.value)


@pytest.mark.parametrize(
    ("kind", "on", "jurisdiction", "words"),
    [
        ("grade-scale", date(2019, 12, 31), "CN", ["没有适用的规则包", "nation（CN，2020-01-01 起）"]),
        ("graed-scale", date(2022, 1, 1), "CN", ["没有适用的规则包", "种类之一：grade-scale"]),
        ("grade-scale", date(2022, 1, 1), "永州", ["不认识的适用范围", "永州", "431100"]),
    ],
)
def test_nothing_in_force_is_refused(kind: str, on: date, jurisdiction: str, words: list[str]) -> None:
    with pytest.raises(UnknownCode) as refusal:
        shelf(NATION).select(kind, on, jurisdiction)
    for word in words:
        assert word in str(refusal.value)


def test_unknown_codes_are_refused_with_the_known_ones() -> None:
    packs = shelf(NATION, written.framework(), written.weights(), written.adjustments(), written.parameters())
    known = "city-audit、city-framework、city-platform、city-weights、nation"
    with pytest.raises(UnknownCode, match=f"没有这个规则包。应为：{known}；实为：x"):
        packs.pack("x")
    with pytest.raises(UnknownCode, match=r"没有这个指标体系.*city-framework、city-weights"):
        packs.framework("nation")
    with pytest.raises(UnknownCode, match=r"没有这个等级标准.*nation"):
        packs.scale("city-framework")
    with pytest.raises(UnknownCode, match=r"没有这个封顶与扣分规则.*city-platform"):
        packs.adjustments("nation")
    with pytest.raises(UnknownCode, match=r"没有这个审核参数.*city-audit"):
        packs.parameters("nation")


def test_weights_are_laid_on_their_framework() -> None:
    framework = shelf(written.framework(), written.weights()).framework("city-weights")
    assert framework.code == "city-weights"
    assert [item.indicator.weight for item in framework.walk()] == [Decimal(30), Decimal(70), Decimal(70)]
    assert framework.basis.pack == "city-weights"


def test_weights_may_bring_their_own_scale_and_rounding() -> None:
    text = written.weights().replace(
        'extends = "city-framework"', 'extends = "city-framework"\nscale = "s"\nrounding = { places = 1 }'
    )
    framework = shelf(written.framework(), text).framework("city-weights")
    assert (framework.scale, framework.rounding.places) == ("s", 1)


def test_adjustments_are_laid_on_a_framework() -> None:
    framework = shelf(written.framework(), written.adjustments()).framework("city-framework", "city-platform")
    assert framework.adjustments.deviation is not None


def test_adjustments_that_do_not_fit_are_refused() -> None:
    capped = written.adjustments().replace(
        "[adjustments]", '[adjustments]\ncaps = [{ range = "(-∞,50%)", limit = 59 }]'
    )
    with pytest.raises(FrameworkError, match="执行率封顶用不上"):
        shelf(written.framework(), capped).framework("city-framework", "city-platform")


def test_a_users_own_directory(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(written.weights(extends="cn-2013-53-project"), "utf-8")
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + NATION.encode())
    (tmp_path / "readme.txt").write_text("不是规则包", "utf-8")
    assert [pack.name for pack in load_directory(tmp_path)] == ["a.toml", "b.toml"]


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_directory_without_packs_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RulePackError, match=r"规则包目录不可用.*没有 \.toml 文件"):
        load_directory(tmp_path / name)


def test_a_directory_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(RulePackError, match=r"规则包目录不可用.*读取失败"):
        load_directory(tmp_path)


def test_own_packs_stand_beside_the_standard_ones() -> None:
    own = load_pack(written.scale(jurisdiction="431100"), "自.toml")
    packs = shelf_with([own])
    assert packs.select("grade-scale", date(2023, 1, 1), "431121").header.code == "city-scale"
    assert packs.select("grade-scale", date(2023, 1, 1), "CN").header.code == "cn-2020-10-scale"


def test_what_is_checked_is_all_that_the_packs_hold() -> None:
    shelf_with([]).check()
    shelf(NATION, written.framework(), written.weights(), written.adjustments(), written.parameters()).check()


def test_a_broken_formula_is_found_by_the_check() -> None:
    text = written.framework().replace("（到位/计划）", "（到位/计划")
    packs = Shelf([load_pack(text, "体系.toml", check_formulas=False)])
    place = "规则包 体系.toml › 产出 › 资金到位率 › formula：公式无法解析"
    with pytest.raises(RulePackError, match=place):
        packs.check()


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (
            [written.framework().replace("full_score", 'scale = "x"\nfull_score')],
            "0.toml › framework › scale",
        ),
        (
            [written.framework(), written.weights().replace("[weights]", '[weights]\nscale = "x"')],
            "1.toml › weights › scale",
        ),
        (
            [written.framework().replace("full_score", 'scale = "city-audit"\nfull_score')],
            "0.toml › framework › scale",
        ),
    ],
)
def test_a_scale_that_is_not_there_is_found_by_the_check(texts: list[str], place: str) -> None:
    with pytest.raises(RulePackError) as refusal:
        shelf(*texts, NATION, written.parameters()).check()
    assert f"规则包 {place}：没有这个等级标准。应为：nation；" in str(refusal.value)


def test_the_rules_with_a_users_own_directory(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(written.scale(jurisdiction="431100"), "utf-8")
    assert "city-scale" in {scale.code for scale in rules_from(tmp_path).scales}
    assert rules_from(None) is standard_rules()


def test_own_weights_that_do_not_add_up_are_refused_at_once() -> None:
    own = load_pack(written.weights(extends="cn-2013-53-project"), "自.toml")
    with pytest.raises(RulePackError, match=r"规则包 自\.toml"):
        shelf_with([own])


RULES = r"""
kind = "proportional"\ndirection = "down"
kind = "formula-rate"\ndirection = "up"
kind = "formula-margin"
kind = "steps"\nmeasure = "formula"\nthresholds = [{ range = "[0%,∞)", share = "100%" }]
kind = "points-met"
kind = "deduction-per-case"\nper_case = 0.5
kind = "deduction-per-case"\nper_case = 0.5\nfloor = 1
kind = "qualitative"\nbands = [{ word = "达成", shares = "[80%,100%]", synonyms = ["完成"] }]
kind = "execution-rate"\ndenominator = "adjusted"
kind = "execution-rate"\ndenominator = "arrived"\nexecuted = "实际支出资金"
kind = "judged"
""".strip().splitlines()


@pytest.mark.parametrize("rule", RULES)
def test_every_kind_of_rule_can_be_written(rule: str) -> None:
    lines = rule.replace("\\n", "\n")
    text = written.framework().replace(
        'rule = "judged"', 'points = ["要点"]\nformula = "甲率＝甲/乙"\nrule = "own"'
    )
    pack = load_pack(text.replace("[rules.judged]", f"[rules.own]\n{lines}\n[rules.judged]"), "规则.toml")
    assert isinstance(pack.content, Framework)
    assert pack.content.indicators[0].rule is not None


def test_a_deadline_is_read() -> None:
    text = written.parameters().replace(
        "[parameters]",
        '[parameters]\ndeadlines = [{ title = "自评", month = 3, day = 31, source = "rule" }]',
    )
    (deadline,) = shelf(text).parameters("city-audit").deadlines
    assert (deadline.month, deadline.day) == (3, 31)
