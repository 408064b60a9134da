"""Stocks, products, staff and scores told in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.audit.statements.written import figures, quoted, rows, sentences, signed
from xunzheng.audit.statements.conclusions import read_total_scores
from xunzheng.audit.statements.products import product_of, read_products, unit_of
from xunzheng.audit.statements.prose_scores import read_told_scores, read_told_weights
from xunzheng.audit.statements.staffing import read_post_limits, read_post_sums
from xunzheng.audit.statements.stocks import read_stocks

STOCKS = """
年初库存120吨，新购入30吨，调出25吨，年末结存125吨。 -> 120吨 +30吨−25吨 → 125吨
年初在册90人，新增12人，退出7人，年末95人。 -> 90人 +12人−7人 → 95人
上年结余8万元，本年收入50万元，支出45万元，剩余13万元。 -> 8万元 +50万元−45万元 → 13万元
年初有车20辆，报废3辆，年末17辆；年初有船5艘，新购2艘，年末7艘。 -> 20辆 −3辆 → 17辆 ; 5艘 +2艘 → 7艘
年初在养90头，出栏转出12头，收入8万元，年末78头。 -> 90头 −12头 → 78头
年初在册90人，新增12人，经考察3人，年末95人。 ->
年初在册90人，年末95人。 ->
年初在册90人，新增12人。 ->
新增12人，年末95人。 ->
年初在册约90人，新增12人，年末95人。 ->
年初在册（90人），新增12人，年末95人。 ->
年初在册90人；新增12人，年末95人。 ->
年初完成率90%，新增2%，年末92%。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(STOCKS))
def test_stocks(text: str, due: list[str]) -> None:
    lines = []
    for claim in read_stocks(sentences(text)):
        moved = signed(claim.movements)
        sign = "+" if claim.movements[0][0] > 0 else ""
        lines.append(f"{claim.opening.text} {sign}{moved} → {claim.closing.text}")
    assert lines == due


PRODUCTS = """
资助300人，每人500元，共15万元。 -> 500元×300人 = 15万元 firm
修路12公里，每公里30万元，总投资360万元。 -> 30万元×12公里 = 360万元 firm
按1.5万元/公里安排，养护12公里，需18万元。 -> 1.5万元/公里×12公里 = 18万元 firm
采购电脑20台，单价4500元，计9万元。 -> 4500元×20台 = 9万元 firm
甲类50户每户2万元，乙类30户每户1万元，共计130万元。 -> 2万元×50户,1万元×30户 = 130万元 firm
聘请5人，每人每月3000元，全年12个月共18万元。 -> 3000元×5人 = 18万元 with 12个月 firm
每期50人，办班4期，培训200人。 -> 50人×4期 = 200人 firm
受益1.2万人，按每生每学期500元，合计600万元。 -> 500元×1.2万人 = 600万元 firm
每个月3000元，用工5个月，花去1.5万元。 -> 3000元×5个月 = 1.5万元 firm
每人500元，300人，耗时3天，15万元。 -> 500元×300人 = 15万元 with 3天
每人500元，共15万元。 ->
资助300人，每户500元，共15万元。 ->
资助300人，每人500元。 ->
资助300人，共15万元。 ->
约300人，每人500元，共15万元。 ->
资助300人，每人500元；共15万元。 ->
每人500元，每期50人，300人，4期，15万元。 ->
小学生150名。小计4.5万元，小学生每人每年300元。 ->
单价4500元，采购电脑20台，计9万元。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(PRODUCTS))
def test_products(text: str, due: list[str]) -> None:
    lines = []
    for claim in read_products(sentences(text)):
        pairs = ",".join(f"{price.text}×{count.text}" for price, count in claim.pairs)
        line = f"{pairs} = {','.join(quoted(claim.totals))}"
        line += f" with {','.join(quoted(claim.further))}" * bool(claim.further)
        lines.append(line + " firm" * claim.firm)
    assert lines == due


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("每名教师500元", "人"),
        ("每生500元", "人"),
        ("每个月500元", "个月"),
        ("人均500元", "人"),
        ("户均500元", "户"),
        ("500元/月", "个月"),
        ("500元/亩", "亩"),
        ("均价500元", "*"),
        ("每500元", None),
        ("每人奖励后，再发500元", None),
        ("共500元", None),
    ],
)
def test_the_unit_of_a_price(text: str, unit: str | None) -> None:
    assert unit_of(figures(text)[0]) == unit


@pytest.mark.parametrize(
    ("price", "count", "product"),
    [
        ("每人500元", "300人", 150_000),
        ("每公里3万元", "500米", 15_000),
        ("每公里3万元", "2公里", 60_000),
        ("单价500元", "3台", 1_500),
        ("共500元", "3台", 1_500),
        ("50元/千台", "3000台", 150),
    ],
)
def test_the_product_counts_in_the_unit_of_the_price(price: str, count: str, product: int) -> None:
    assert product_of(figures(price)[0], figures(count)[0]) == Decimal(product)


LIMITS = """
核定编制20名，在编在岗23名。 -> 23名 of 20名
编制数为20人。现有在职18人。 -> 18人 of 20人
行政编制8名，事业编制12名，在岗行政人员9名，在岗事业人员12名。 -> 9名 of 8名 ; 12名 of 12名
甲所（编制5人、在编6人）和乙所（编制7人、在编7人）。 -> 6人 of 5人 ; 7人 of 7人
编制总数20个，实有人员21名。 -> 21名 of 20个
行政编制8名，实有21名。 -> 21名 of 8名
编制8名，在岗行政人员9名。 -> 9名 of 8名
编制20名，在编18名，在岗25名。 -> 18名 of 20名
编制20名。\\n在编23名。 ->
编制20名，聘用在岗23名。 ->
编制20名，在岗23名临聘人员。 ->
编制20名，在岗返聘人员3名。 ->
在编23名。 ->
行政编制8名，事业编制12名，在岗21名。 ->
行政编制8名，在岗事业人员9名。 ->
编制20名，配备车辆在用23台。 ->
编制预算20万元，在职23名。 ->
编制（20名），在编23名。 ->
编制20名，在岗岗位23个。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(LIMITS))
def test_post_limits(text: str, due: list[str]) -> None:
    found = read_post_limits(sentences(text))
    assert [f"{pair.actual.text} of {pair.limit.text}" for pair in found] == due


POSTS = """
局机关在编23人，甲所在编12人，乙所在编12人，综上共有在编47人。 -> 47人 = 23人+12人+12人
局机关在编23人。甲所在编12人。乙所在编12人。合计在编在岗47人。 -> 47人 = 23人+12人+12人
局机关在编23人，甲所在编12人，共有在编35人。 ->
局机关在编23人。\\n甲所在编12人。\\n乙所在编12人，共有在编47人。 ->
局机关在编23人，甲所在编12台，乙所退休12人，共有在编47人。 ->
局机关在编23人，甲所在编12人，乙所在编12人，运转良好。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(POSTS))
def test_post_sums(text: str, due: list[str]) -> None:
    found = read_post_sums(sentences(text))
    assert [f"{claim.total.text} = {'+'.join(quoted(claim.parts))}" for claim in found] == due


def test_a_roll_of_posts_is_no_sum() -> None:
    assert not read_post_sums(sentences("在编5人，" * 61 + "共有在编305人。"))


SCORES = """
决策得19分，过程得20分，产出得38分，自评总分77分。 -> 77 = 19分+20分+38分
决策20分得19分，过程20分得20分，产出40分得38分。自评得分77分。 -> 77 = 19分+20分+38分
决策指标19分、过程指标20分、产出指标38分，自评得分77分。 -> 77 = 19分+20分+38分
自评得分77分。其中决策得19分，过程得20分，产出得38分。 ->
自评得分77分，其中决策得19分，过程得20分。 ->
决策得19分，过程指标20分，产出指标38分，自评得分77分。 ->
决策得19分，过程得20分，产出得38分，另有加分2分，自评得分77分。 ->
决策得19分，过程得20分，产出得38分。\\n自评得分77分。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(SCORES))
def test_told_scores(text: str, due: list[str]) -> None:
    read = sentences(text)
    found = read_told_scores(read, read_total_scores(read))
    assert [f"{told.total.score} = {'+'.join(quoted(f for _, f in told.parts))}" for told in found] == due


def test_a_sentence_of_many_figures_tells_no_scores() -> None:
    read = sentences("产出得1分，" * 61 + "自评得分61分。")
    assert not read_told_scores(read, read_total_scores(read))


WEIGHTS = """
满分100分，其中决策20分、过程20分、产出30分、效益30分。 -> 100分 = 20分+20分+30分+30分
投入20分、产出50分、效果30分，满分为100分。 -> 100分 = 20分+50分+30分
满分100分，其中决策20分、过程80分。 ->
满分100分，其中决策20分、过程20分、产出30分，扣1分。 ->
满分100分，决策满分20分、过程20分、产出30分、效益30分。 ->
决策20分、过程20分、产出30分、效益30分。 ->
满分100分（其中决策20分、过程20分、产出60分）。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(WEIGHTS))
def test_told_weights(text: str, due: list[str]) -> None:
    found = read_told_weights(sentences(text))
    assert [f"{told.full.text} = {'+'.join(quoted(told.parts))}" for told in found] == due
