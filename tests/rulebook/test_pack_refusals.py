"""Faulty packs: each is refused with the file, the place, what was expected, what was found, what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook import written_packs as written
from xunzheng.rulebook import RulePackError, Shelf, load_pack
from xunzheng.rulebook.pack import LARGEST


def test_the_written_packs_load() -> None:
    texts = [
        written.scale(),
        written.framework(),
        written.weights(),
        written.adjustments(),
        written.parameters(),
    ]
    loaded = [load_pack(text, "好.toml") for text in texts]
    assert [pack.header.form.value for pack in loaded] == [
        "scale",
        "framework",
        "weights",
        "adjustments",
        "parameters",
    ]


CHANGES: list[tuple[str, str, str, list[str]]] = [
    # text, what is replaced, by what, parts of the sentence
    (
        "scale",
        'form = "scale"',
        'form = "rules"',
        ["[pack] › form", "不认识的取值", "framework、weights、scale", "rules"],
    ),
    ("scale", 'code = "city-scale"', 'code = "City Scale"', ["pack › code", "编码写法不对", "City Scale"]),
    ("scale", 'code = "city-scale"', "", ["pack › code", "缺少这个键", "应为：文字", "实为：没有"]),
    ("scale", 'code = "city-scale"', "code = 3", ["pack › code", "类型不对", "实为：整数 3"]),
    ("scale", 'code = "city-scale"', 'code = " "', ["pack › code", "文字为空"]),
    (
        "scale",
        'version = "1"',
        'version = "1"\nversoin = "2"',
        ["不认识的键“versoin”", "jurisdiction", "核对拼写"],
    ),
    ("scale", "valid_from = 2020-01-01", 'valid_from = "2020-01-01"', ["valid_from", "类型不对", "不加引号"]),
    ("scale", "valid_from = 2020-01-01", "valid_from = 2020-01-01T00:00:00", ["valid_from", "日期加时间"]),
    (
        "scale",
        "valid_from = 2020-01-01",
        "valid_from = 2020-01-01\nvalid_to = 2020-01-01",
        ["valid_to", "失效日期不晚于生效日期"],
    ),
    (
        "scale",
        'jurisdiction = "CN"',
        'jurisdiction = "湖南"',
        ["jurisdiction", "不认识的适用范围", "六位行政区划代码"],
    ),
    ("scale", "verified = true", 'verified = "yes"', ["verified", "类型不对", "true 或 false"]),
    ("scale", "verified = true", "verified = false", ["pack › note", "未核对的规则包要写明待核对什么"]),
    ("scale", "[citation]", "[cite]", ["citation", "缺少这个键"]),
    ("scale", 'title = "某市绩效评价办法"\n', "", ["citation › title", "缺少这个键"]),
    ("scale", "[scale]", "[scales]", ["scale", "缺少这个键"]),
    ("scale", "[scale]", "[other]\n[scale]", ["不认识的键“other”"]),
    ("scale", '"[0,90)"', '"[0,90]"', ["分数段重叠", "等级标准“测试规则包”", "[0,90] 与 [90,100]"]),
    (
        "scale",
        '"[0,90)"',
        '"[0,89)"',
        ["分数段之间有空档", "[89,90) 内的分数没有等级", "integers_only = true"],
    ),
    ("scale", '"[0,90)"', '"90以下"', ["grades[1] › range", "看不懂的区间", "90以下"]),
    ("scale", 'word = "良"', 'word = "优"', ["等级名称缺失或重复"]),
    ("scale", "grades = [", "grades = 3\nx = [", ["scale › grades", "应为：数组", "整数 3"]),
    ("scale", "grades = [", 'grades = ["优",', ["grades[0]", "应为：表", "文字 优"]),
    ("scale", "[scale]", "[scale]\nrounding = { places = true }", ["rounding › places", "应为：整数"]),
    ("scale", "[scale]", "[scale]\nrounding = { places = 9 }", ["取整规则", "小数位数不在允许范围"]),
    ("scale", "[scale]", '[scale]\nrounding = { mode = "up" }', ["rounding › mode", "half-up、down"]),
    (
        "framework",
        "weight = 40.5",
        "weight = 40.4",
        ["下级分值之和不等于满分", "应为：100", "99.9（40.4 + 59.5）"],
    ),
    ("framework", "weight = 40.5", 'weight = "40.5"', ["indicators[0] › weight", "应为：数字", "文字 40.5"]),
    ("framework", "weight = 40.5", "weight = true", ["indicators[0] › weight", "应为：数字"]),
    ("framework", "weight = 40.5", "weight = 1e999999999", ["indicators[0] › weight", "数字大得离谱"]),
    ("framework", "weight = 40.5", "weight = nan", ["indicators[0] › weight", "数字大得离谱"]),
    ("framework", 'code = "B1"', 'code = "A"', ["指标编码重复", "“A”同时用于"]),
    (
        "framework",
        'rule = "judged"',
        'rule = "jugded"',
        ["indicators[0] › rule", "不认识的取值", "judged、rate"],
    ),
    ("framework", 'rule = "judged"', "", ["投入", "末级指标缺少计分规则"]),
    ("framework", 'kind = "judged"', 'kind = "guessed"', ["rules › judged › kind", "points-met", "guessed"]),
    ("framework", 'target = "100%"', 'target = "100"', ["rules › rate › target", "看不懂的比例", "形如 80%"]),
    ("framework", 'target = "100%"', 'tagret = "100%"', ["rules › rate", "不认识的键“tagret”"]),
    ("framework", 'direction = "up"', 'direction = "right"', ["direction", "up、down"]),
    (
        "framework",
        "（到位/计划）×100%",
        "（到位/计划×100%",
        ["产出 › 资金到位率 › formula", "公式无法解析", "请核对括号和运算符"],
    ),
    (
        "framework",
        'code = "B1"',
        'code = "B1"\nchildren = [{ code = "B2", name = "三", children = [{ code = "B3", name = "四" }] }]',
        ["children[0] › children[0] › children", "指标层级过多"],
    ),
    ("weights", "A = 30", "", ["同级指标的分值不全"]),
    ("weights", "A = 30\nB = 70\nB1 = 70\n", "", ["by_code", "没有一条权重"]),
    ("weights", "A = 30", "A = 31", ["下级分值之和不等于满分", "101（31 + 70）"]),
    ("weights", "A = 30", "A = 30\nZ = 1", ["权重写给了不存在的指标", "实为：Z"]),
    ("weights", 'extends = "city-framework"', 'extends = "city-weights"', ["权重只能叠加在指标体系上"]),
    ("adjustments", 'deviation = { threshold = "30%", points = 2 }', "", ["既没有封顶也没有偏离扣分"]),
    ("adjustments", "points = 2", "points = -2", ["偏离扣分的数不对"]),
    (
        "adjustments",
        "[adjustments]",
        '[adjustments]\ncaps = [{ range = "[0%,50%)", limit = 59 }]',
        ["没有覆盖所有"],
    ),
    (
        "parameters",
        'value = 0.90, source = "rule"',
        'value = 0.90, source = "law"',
        ["source", "rule", "law"],
    ),
    ("parameters", "[parameters]", "[parameters]\nplaceholders = [3]", ["placeholders[0]", "非空的文字"]),
    ("parameters", "sum_firm = ", "sum_frim = ", ["tolerances › sum_firm", "缺少这个键"]),
    ("parameters", 'sum_firm = { value = 0.1, reason = "测试" }', "sum_firm = { value = 0.1 }", ["reason"]),
    (
        "parameters",
        "rate_near = { value = 0.1",
        "rate_near = { value = 0",
        ["rate_near › value", "容差应为正数", "实为：0"],
    ),
]


def load_beside_a_framework(text: str) -> None:
    """Load a pack, and lay it on the framework if it holds weights."""
    base = load_pack(written.framework(), "体系.toml")
    Shelf([base, load_pack(text, "错.toml")]).frameworks()


@pytest.mark.parametrize(("kind", "old", "new", "words"), CHANGES)
def test_a_faulty_pack_is_refused_with_its_place(kind: str, old: str, new: str, words: list[str]) -> None:
    text = getattr(written, kind)()
    assert old in text
    with pytest.raises(RulePackError) as refusal:
        load_beside_a_framework(text.replace(old, new, 1))
    assert str(refusal.value).startswith("规则包 错.toml")
    for word in words:
        assert word.replace("[pack] ›", "pack ›") in str(refusal.value)


PARTS: list[tuple[str, list[str]]] = [
    (
        'rates = [{ names = ["率"], dividends = [], divisors = [], source = "rule" }]',
        ["rates[0]", "比率的定义不全"],
    ),
    (
        'weight_structures = [{ code = "w", title = "t", source = "rule", '
        'parts = [{ names = ["产出"], weight = 90 }] }]',
        ["weight_structures[0] › parts", "一级指标权重之和不等于 100", "90（90）"],
    ),
    (
        'outlines = [{ code = "o", title = "t", source = "rule", sections = [{ titles = ["一"], sections = '
        '[{ titles = ["二"], sections = [{ titles = ["三"], sections = [{ titles = ["四"] }] }] }] }] }]',
        ["提纲层级过多", "第 4 层"],
    ),
    (
        'deadlines = [{ title = "自评", month = 13, day = 1, source = "rule" }]',
        ["deadlines[0]", "没有这一天", "13 月 1 日"],
    ),
    ('deadlines = [{ title = "自评", month = 2, day = 30, source = "rule" }]', ["没有这一天", "2 月 30 日"]),
]


@pytest.mark.parametrize(("addition", "words"), PARTS)
def test_faulty_parameters_are_refused(addition: str, words: list[str]) -> None:
    with pytest.raises(RulePackError) as refusal:
        load_pack(written.parameters().replace("[parameters]", f"[parameters]\n{addition}"), "错.toml")
    for word in words:
        assert word in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["pack", "缺少这个键"]),
        ("x = [", ["不是有效的 TOML", "文件末尾不完整"]),
        ("a = 1\nx = 2 3", ["不是有效的 TOML", "第 2 行第 7 列写法有误"]),
        ("x = " + "[" * 20000, ["不是有效的 TOML"]),
        ("x = " + "1" * 10000, ["不是有效的 TOML"]),
        (b"\xff\xfe\x00", ["编码不对", "第 1 个字节不是 UTF-8", "另存为 UTF-8"]),
        ("#" * (LARGEST + 1), ["文件过大", "不超过 512 KB"]),
        (b"#" * (LARGEST + 1), ["文件过大"]),
        ("pack = 1", ["pack", "应为：表"]),
    ],
)
def test_what_is_no_pack_is_refused(text: str | bytes, words: list[str]) -> None:
    with pytest.raises(RulePackError) as refusal:
        load_pack(text, "乱.toml")
    assert len(str(refusal.value)) < 600
    for word in ["规则包 乱.toml", *words]:
        assert word in str(refusal.value)


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert load_pack(b"\xef\xbb\xbf" + written.scale().encode(), "好.toml").header.code == "city-scale"


@given(st.text(max_size=40), st.integers(0, 400), st.integers(0, 40))
def test_law_a_damaged_pack_loads_or_is_refused(noise: str, at: int, cut: int) -> None:
    """Whatever is written over a pack, the answer is a pack or a RulePackError."""
    text = written.framework()
    damaged = text[:at] + noise + text[at + cut :]
    try:
        outcome = load_pack(damaged, "乱.toml", check_formulas=False).name
    except RulePackError as refusal:
        outcome = str(refusal).removeprefix("规则包 ")
    assert outcome.startswith("乱.toml")
