"""Names of other places and units."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.foreign_name import CHECK

CASES = cases(
    """
a body of another county
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局负责实施。青槐县共植树3000棵。
    二、成效
    白塔县林业局精心组织，成活率提高。
    -> suspicion foreign-name: 白塔县 | 青槐县 | 报告标题为“青槐县”，此处为“白塔县” @ 白塔县林业局
a unit that acts but is nowhere else
    青槐县林业局2021年绩效自评报告
    一、概况
    全年植树3000棵。
    二、成效
    造林面积稳步增加。
    三、下一步
    下一步，白鹭沟林场将加强护林员培训。
    -> suspicion foreign-name: 白鹭沟林场 | 本报告的单位 | “白鹭沟林场”全文只在此出现一次，却作为责任单位 @ 白鹭沟林场
a township of the same name as none
    荻洲镇林业站绩效自评报告
    一、概况
    荻洲镇林业站负责实施。全镇植树3000棵。
    二、成效
    荻洲镇绿化面积增加。
    三、打算
    白塔镇林业站将继续抓好管护。
    -> suspicion foreign-name: 白塔镇林业站 | 本报告的单位 | “白塔镇林业站”全文只在此出现一次，却作为责任单位 @ 白塔镇林业站
only its own names
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局负责实施。青槐县共植树3000棵。
learning from others
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局赴白塔县林业局学习考察。青槐县共植树3000棵。
several others make a list
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局负责，青槐县与各地联动。
    白塔县林业局、黑河县林业局、红山县林业局分别实施。
no place in the title
    绩效自评报告
    一、概况
    白塔县林业局负责实施。
another rank
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局组织，青槐县共植树3000棵。
    白塔镇林业站负责实施。
often enough to be meant
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局组织，青槐县共植树3000棵。
    白塔县林业局供苗。白塔县林业局验收。白塔县林业局结算。
words that look like places
    青槐县林业局2021年绩效自评报告
    一、概况
    青槐县林业局组织，青槐县共植树3000棵，其中县林业中心1000棵，分配给县苗木中心500棵。
the report's own unit under a shorter name
    青槐县林业局2021年绩效自评报告
    一、概况
    县林业局负责实施。
    二、成效
    造林面积增加。
    三、下一步
    下一步，青槐县林业局将加强管护。
a unit of the cover
    青槐县白鹭沟林场2021年绩效自评报告
    一、概况
    全年植树3000棵。
    二、成效
    造林面积增加。
    三、下一步
    下一步，本县白鹭沟林场将加强护林员培训。
a unit that the text knows
    青槐县林业局2021年绩效自评报告
    一、概况
    白鹭沟林场管护森林3000亩。
    二、成效
    造林面积增加。
    三、下一步
    下一步，白鹭沟林场将加强护林员培训。
a unit by its short name
    青槐县林业局2021年绩效自评报告
    一、概况
    鹭沟林场管护森林3000亩。鹭沟林场有职工12人。
    二、下一步
    下一步，白鹭沟林场将加强护林员培训。
a sentence of another county
    青槐县2022年度绩效自评报告
    青槐县水库36座。白塔县水库群众演练举办27场。
    -> suspicion foreign-name: 白塔县 | 青槐县 | 报告标题为“青槐县”，此处为“白塔县” @ 白塔县水库群众演练举办
its own county
    青槐县2022年度绩效自评报告
    青槐县水库36座。青槐县水库群众演练举办27场，比白塔县多。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
