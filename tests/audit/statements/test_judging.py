"""What becomes of a stated sum."""

# ruff: noqa: E501 (a case is one line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.statements.written import TOLERANCES, judgement_line, judgements, rows, sums
from xunzheng.audit.statements.judging import Ruling, judge

HOLDS = """
到位资金860万元，其中：省级资金500万元，市级资金360万元。 -> holds 860万元 = 500万元+360万元
到位资金0.86亿元，其中：省级5000万元，市级3600万元。 -> holds 0.86亿元 = 5000万元+3600万元
原有台账100项，其中销号7项，新增17项，共计110项。 -> silent 100项 = 7项+17项 by 76项 ; holds 110项 = 100项−7项+17项
下放权限100项，取消7项，增加17项，共计110项。 -> holds 110项 = 100项−7项+17项
预算200万元，调减20万元，追加50万元，合计230万元。 -> holds 230万元 = 200万元−20万元+50万元
编制38名，其中：甲所编制18名、实有17名；乙所编制20名、实有19名。 -> holds 38名 = 18名+20名
按用途分，养护531万元、维修212万元、补植118万元；按性质分，劳务398万元、材料464万元，合计862万元。 -> holds 862万元 = 398万元+464万元
全年支出862万元。具体是公园养护531万元；绿道维修212万元；苗木补植119万元。 -> holds 862万元 = 531万元+212万元+119万元
支出500万元，其中人员300万元。办公经费150万元。维修50万元。 -> holds 500万元 = 300万元+150万元+50万元
预算900万元，支出860万元，其中省级500万元，市级400万元。 -> holds 900万元 = 500万元+400万元
购置设备86台（电脑50台、打印机36台）。 -> holds 86台 = 50台+36台
"""

WRONG = """
到位资金861万元，其中：省级资金500万元，市级资金360万元。 -> rounded 861万元 = 500万元+360万元 by 1万元
到位资金870万元，其中：省级资金500万元，市级资金360万元。 -> broken 870万元 = 500万元+360万元 by 10万元
拖拉机62台（已检验56台、未检验5台）。 -> broken 62台 = 56台+5台 by 1台
新建厕所18座、改建厕所12座，共计31座。 -> broken 31座 = 18座+12座 by 1座
新建厕所18座、改建厕所12座，共计61座。 -> doubtful 61座 = 18座+12座 by 31座
资金910万元，分别为基建600万元、设备300万元。 -> broken 910万元 = 600万元+300万元 by 10万元
资金910万元，包括基建600万元、设备300万元。 -> doubtful 910万元 = 600万元+300万元 by 10万元
资金910万元，用于基建600万元、设备320万元。 -> broken 910万元 = 600万元+320万元 by -10万元
拖拉机90台（已检验56台、未检验5台）。 -> broken 90台 = 56台+5台 by 29台
全馆藏书2万册，其中电子图书3万册。 -> broken 2万册 = 3万册 by -1万册
支出500万元，其中人员300万元。办公经费150万元。维修40万元。差旅2万元。 -> doubtful 500万元 = 300万元+150万元+40万元+2万元 by 8万元
到位资金860万元，其中省级500元，市级360万元。 -> slipped 860万元 = 500元+360万元, 500元 is 500万元
到位资金860元，其中省级500万元，市级360万元。 -> slipped 860元 = 500万元+360万元, 860元 is 860万元
到位资金860万元，其中省级500000万元，市级360万元。 -> slipped 860万元 = 500000万元+360万元, 500000万元 is 500万元
在岗职工90人，其中党员60人、本科50人、女职工40人。 -> silent 90人 = 60人+50人+40人 by -60人
资金900万元，其中省级500万元，市级360万元，县级400万元。 -> doubtful 900万元 = 500万元+360万元+400万元 by -360万元
设备费50万元、软件费20万元、培训费10万元、差旅费5万元，合计75万元。 -> broken 75万元 = 50万元+20万元+10万元+5万元 by -10万元
全年支出862万元。具体是公园养护531万元；绿道维修212万元；苗木补植118万元。 -> rounded 862万元 = 531万元+212万元+118万元 by 1万元
资金100万元，其中基建10万元、设备50万元、办公50万元。 -> doubtful 100万元 = 10万元+50万元+50万元 by -10万元
资金100万元，分别为基建10万元、设备50万元、办公50万元。 -> broken 100万元 = 10万元+50万元+50万元 by -10万元
新建厕所50座、改建厕所10座、维修厕所50座，共100座。 -> doubtful 100座 = 50座+10座+50座 by -10座
设备费50万元、软件费20万元、差旅费6万元，合计70万元。 -> broken 70万元 = 50万元+20万元+6万元 by -6万元
资金2.85亿元，分别为租赁4860万元、奖励318万元、改造23340.6万元。 -> holds 2.85亿元 = 4860万元+318万元+23340.6万元 by -0.00186亿元
资金1.2亿元，分别为租赁8000万元、奖励3500万元。 -> rounded 1.2亿元 = 8000万元+3500万元 by 0.05亿元
设备32万元。\\n软件58万元。\\n网络14万元。\\n以上三项合计108万元。 -> broken 108万元 = 32万元+58万元+14万元 by 4万元
第一季度45万元。第二季度60万元。第三季度55万元。全年累计168万元。 -> doubtful 168万元 = 45万元+60万元+55万元 by 8万元
第一季度45万元。第二季度60万元。第三季度55万元。全年累计868万元。 -> silent 868万元 = 45万元+60万元+55万元 by 708万元
女45人。党员60人。团员55人。全年累计168人。 -> silent 168人 = 45人+60人+55人 by 8人
收到1856件，热线1204件、网络452件、来访190件。 -> doubtful 1856件 = 1204件+452件+190件 by 10件
收到1856件，热线1204件、网络452件、来访20件。 -> doubtful 1856件 = 1204件+452件+20件 by 180件
职工326人，男职工214人、女职工122人。 -> doubtful 326人 = 214人+122人 by -10人
甲10公里，乙20公里，累计32公里。 -> doubtful 32公里 = 10公里+20公里 by 2公里
甲10公里，乙20公里，累计90公里。 -> silent 90公里 = 10公里+20公里 by 60公里
中央300万元、省级200万元，共支出475万元。 ->
省级138万元（含提前下达90万元、第二批38万元）。 -> doubtful 138万元 = 90万元+38万元 by 10万元
2021年支出1386420.5万元。其中：租赁426000元、运维583200元、测评165000元、其他212220.5元。 -> slipped 1386420.5万元 = 426000元+583200元+165000元+212220.5元, 1386420.5万元 is 1386420.5元
在岗职工90人，其中党员60人、本科40人。 -> silent 90人 = 60人+40人 by -10人
资金100万元，其中设备90万元、办公60万元。 -> doubtful 100万元 = 90万元+60万元 by -50万元
在岗职工90人，其中一组90人、二组60人。 -> silent 90人 = 90人+60人
资金100万元，其中设备50万元、办公45.5万元。 -> doubtful 100万元 = 50万元+45.5万元 by 4.5万元
资金100万元，其中设备50万元、办公5.5万元。 -> silent 100万元 = 50万元+5.5万元 by 44.5万元
资金100万元，其中省级50万元、市级35.5万元。 -> broken 100万元 = 50万元+35.5万元 by 14.5万元
在岗职工90人（本科60人、党员50人）。 -> doubtful 90人 = 60人+50人 by -20人
在岗职工90人（本科40人、党员30人）。 -> silent 90人 = 40人+30人 by 20人
在岗职工90人（一组20人、二组15人）。 -> silent 90人 = 20人+15人 by 55人
在岗职工90人（一组40人、二组35人）。 -> doubtful 90人 = 40人+35人 by 15人
共植树0株，其中松树5株、柏树8株。 -> silent 0株 = 5株+8株 by -13株
"""

SILENT = """
到位资金约870万元，其中：省级资金500万元，市级资金360万元。 -> silent 870万元 = 500万元+360万元
到位资金870万元，其中：省级资金500余万元，市级资金360万元。 -> silent 870万元 = 500余万元+360万元
补助900万元，包括基建600万元、设备200万元等。 -> silent 900万元 = 600万元+200万元 by 100万元
受理来信61件（含重复信访5件、联名信3件）。 -> silent 61件 = 5件+3件 by 53件
到位资金860万元，其中省级5000元，市级360万元。 -> silent 860万元 = 5000元+360万元 by 499.5万元
项目支出5100万元，其中培训费100万元、专家费5万元。 -> silent 5100万元 = 100万元+5万元 by 4995万元
总支出1002万元，其中差旅费1万元、会议费2万元。 -> silent 1002万元 = 1万元+2万元 by 999万元
支出共计10002元，其中差旅费1元、会议费2元等。 -> silent 10002元 = 1元+2元 by 9999元
预算900万元，其中支付500万元，结余360万元。 -> silent 900万元 = 500万元+360万元 by 40万元
受理来信62件（已办结56件、未办结5件）。 -> silent 62件 = 56件+5件 by 1件
预算900万元，其中甲镇支付500万元，乙镇支付360万元。 -> silent 900万元 = 500万元+360万元 by 40万元
全年扣分5分，其中考勤扣2分，卫生扣1分。 -> silent 5分 = 2分+1分 by 2分
支出500万元，其中人员300万元。办公经费50万元。维修40万元。差旅2万元。 -> silent 500万元 = 300万元
全馆藏书12万册，其中电子图书3万册。 -> silent 12万册 = 3万册
甲120件、乙80件，另有上年未结30件，共200件。 -> holds 200件 = 120件+80件
上年50台，甲村10台，乙村20台，共30台。 -> holds 30台 = 10台+20台
拖拉机50台，甲村10台，乙村20台，共30台。 -> holds 30台 = 10台+20台
甲120件、乙80件，共300件。 -> silent 300件 = 120件+80件 by 100件
"""


@pytest.mark.parametrize(("text", "due"), rows(HOLDS) + rows(WRONG) + rows(SILENT))
def test_rulings(text: str, due: list[str]) -> None:
    assert [judgement_line(judgement) for judgement in judgements(text)] == due


NAMES = ("甲镇", "乙镇", "丙乡", "丁乡", "戊村", "己村")
TEXTS = (
    "项目资金{total}，其中：{parts}。",
    "项目资金{total}（{parts}）。",
    "{parts}，共计{total}。",
    "项目资金{total}，分别为{parts}。",
)
NOT_WRONG = {Ruling.HOLDS, Ruling.SILENT}
amounts = st.lists(st.integers(1, 10**7), min_size=2, max_size=6)


def _told(form: str, cents: list[int], total: int, tail: str = "") -> str:
    parts = "、".join(f"{name}{n / 100:.2f}万元" for name, n in zip(NAMES, cents, strict=False))
    return form.format(total=f"{total / 100:.2f}万元", parts=parts)[:-1] + tail + "。"


@given(st.sampled_from(TEXTS), amounts)
def test_parts_that_add_up_are_never_wrong(form: str, cents: list[int]) -> None:
    assert {j.ruling for j in judgements(_told(form, cents, sum(cents)))} <= NOT_WRONG


@given(
    st.sampled_from(TEXTS), amounts, st.sampled_from(["，群众反映良好", "；工程于6月完工", "，惠及群众320户"])
)
def test_a_clause_behind_does_not_break_a_sum(form: str, cents: list[int], tail: str) -> None:
    assert {j.ruling for j in judgements(_told(form, cents, sum(cents), tail))} <= NOT_WRONG


@given(amounts, st.integers(2, 10**7))
def test_sources_that_do_not_add_up_are_never_held(cents: list[int], more: int) -> None:
    """Two different parts and a total that no part, and no part left out, explains."""
    for claim in sums(_told(TEXTS[3], cents, sum(cents) + more)):
        assert judge(claim, TOLERANCES).ruling not in {Ruling.HOLDS, Ruling.SILENT}
