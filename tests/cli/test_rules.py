"""The command `rules`: the catalogue of clocks, searched, and one rule in full."""

from __future__ import annotations

import json

import pytest

from xunzheng.cli.main import main

SPOKEN = [
    # what is typed after `rules`, phrases on stdout in this order
    (
        [],
        [
            "《安阳市政务服务条例》",
            "LIC.CORRECT",
            "《中华人民共和国行政许可法》",
            "LIC.DECIDE",
            "20个工作日",
            "未核对原文",
        ],
    ),
    (
        ["FOI"],
        [
            "《中华人民共和国政府信息公开条例》（国务院令第711号）",
            "全国",
            "FOI.PROACTIVE",
            "FOI.REPLY",
            "FOI.DELAY",
        ],
    ),
    (["信访", "复核"], ["PETITION.REREVIEW.ASK", "PETITION.REREVIEW"]),
    (["711号", "第三方"], ["FOI.THIRD", "第三方提出意见", "15个工作日", "由行政机关决定是否公开"]),
    (
        ["foi.reply"],
        [
            "FOI.REPLY  答复申请",
            "即时或者20个工作日",
            "收到申请（起算日不计）",
            "重新起算",
            "收到补正的申请",
            "至多 1 次，合计 20个工作日，政府信息公开工作机构负责人批准，告知申请人",
            "征求第三方意见 third-party、征求其他机关意见 co-producer",
            "逾期，转督办",
            "2019-05-15 起 · 全国",
            "第三十三条第二款",
            "clocks-cn-openness-2019/1",
        ],
    ),
    (["LIC.CORRECT"], ["安阳市", "第三十六条第二款", "LIC.CORRECT  一次告知补正", "全国"]),
    (["LIC.CORRECT", "--region", "431100"], ["即时或者5个工作日", "不得暂停"]),
    (["LIC.RENEW.ASK"], ["届满30日前", "许可有效期届满"]),
    (["CR.PERIOD.MAX", "--on", "2026-04-01"], ["12个月", "期满", "自动停止公示", "未核对"]),
    (["CALL.HANDLE", "--region", "安阳"], ["合计 5个工作日，承办单位负责人批准", "第五十条第一款"]),
]


@pytest.mark.parametrize(("typed", "phrases"), SPOKEN)
def test_what_a_person_reads(
    capsys: pytest.CaptureFixture[str], typed: list[str], phrases: list[str]
) -> None:
    assert main(["rules", *typed]) == 0
    out, place = capsys.readouterr().out, 0
    for phrase in phrases:
        assert phrase in out[place:]
        place = out.index(phrase, place)


def test_a_region_leaves_out_the_rules_of_others(capsys: pytest.CaptureFixture[str]) -> None:
    main(["rules", "CALL.HANDLE", "--region", "安阳"])
    assert "潍坊" not in capsys.readouterr().out
    main(["rules", "CR", "--on", "2026-04-01"])
    assert "第58号" not in capsys.readouterr().out


REFUSED = [
    (["LIC.DECIDED"], ["没有找到时限规则“LIC.DECIDED”", "相近的编码：LIC.DECIDE"]),
    (["噪声", "许可"], ["没有找到时限规则“噪声 许可”", "不给词语则列出全部"]),
    (["FOI", "--on", "2001-01-01"], ["没有找到时限规则“FOI”"]),
    (["--on", "1999-01-01"], ["没有找到时限规则“”"]),
]


@pytest.mark.parametrize(("typed", "phrases"), REFUSED)
def test_what_is_not_found_is_said(
    capsys: pytest.CaptureFixture[str], typed: list[str], phrases: list[str]
) -> None:
    assert main(["rules", *typed]) == 2
    told = capsys.readouterr().err
    for phrase in phrases:
        assert phrase in told


def test_a_program_reads_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "FOI.COOP", "--format", "json"]) == 0
    (rule,) = json.loads(capsys.readouterr().out)
    assert (rule["code"], rule["limit"]) == ("FOI.COOP", {"amount": 15, "unit": "wd"})
    assert rule["effect"] == "silence-consents"


def test_the_packs_of_clocks_stand_among_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frameworks", "clocks-cn-hotline-2016"]) == 0
    out = capsys.readouterr().out
    assert "时限规则（hotline-service-clocks）" in out
    assert "CALL.ANSWER                 15秒  接听来电（未核对原文）" in out
    assert main(["frameworks", "clocks-cn-openness-2019"]) == 0
    assert "20个工作日  主动公开  第二十六条" in capsys.readouterr().out
