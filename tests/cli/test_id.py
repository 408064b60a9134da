"""The command `id`: what is printed, the exit code, and that persons' numbers are not shown."""

from __future__ import annotations

import json
from datetime import date

import pytest

from xunzheng.cli.main import main
from xunzheng.identifiers.personal_number import make_personal_number

CREDIT = "12441500196720244T"
PERSON = str(make_personal_number("431121", date(2001, 2, 3), "018"))
MISTYPED = PERSON[:17] + ("1" if PERSON[17] != "1" else "2")
ANSWERS = [
    # arguments, exit code, phrases on stdout
    ([CREDIT], 0, ["统一社会信用代码", "成立", "广东省汕尾市", "校验码（第 18 位）成立"]),
    (["124415001967202440"], 1, ["不成立", "第 18 位：校验码不符，应为“T”，实为“0”"]),
    ([CREDIT.lower()], 0, ["小写字母"]),
    ([CREDIT + "3442199806003" + "202409300001"], 0, ["办件编号", "流水号：0001"]),
    ([PERSON], 0, ["公民身份号码", "431121***********", "湖南省永州市祁阳县", "--full"]),
    ([PERSON, "--full"], 0, [PERSON, "2001 年 2 月 3 日", "女"]),
    ([MISTYPED], 1, ["校验码不符"]),
    (["3205080101000001"], 0, ["城市管理部件", "单元网格"]),
    (
        ["431181", "--on", "2026-01-01"],
        0,
        ["湖南省永州市祁阳市", "2021 年由 431121 变更而来"],
    ),
    (["431121", "--on", "2020-06-01"], 0, ["成立", "湖南省永州市祁阳县"]),
    (["431121", "--on", "2026-01-01"], 1, ["不成立", "现为 431181 祁阳市", "整体：这一天不在用"]),
    (["431121001001001", "--on", "2019-06-01"], 0, ["湖南省永州市祁阳县"]),
    (["43112100100101", "--on", "2026-01-01"], 0, ["祁阳县，当日已停用，现为 431181 祁阳市"]),
]
REFUSED = [
    (["hello"], ["认不出", "共 5 位", "18 位"]),
    ([PERSON[:-1]], ["共 17 位"]),
    ([CREDIT, "--on", "昨天"], ["看不懂的日期"]),
    ([CREDIT, "--format", "html"], ["text、json"]),
    ([], ["缺少 CODE"]),
]


@pytest.mark.parametrize(("arguments", "code", "phrases"), ANSWERS, ids=lambda value: str(value)[:40])
def test_id_says(
    arguments: list[str], code: int, phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["id", *arguments]) == code
    out, err = capsys.readouterr()
    assert not err
    assert all(phrase in out for phrase in phrases), out


@pytest.mark.parametrize(("arguments", "phrases"), REFUSED, ids=lambda value: str(value)[:40])
def test_id_refuses(arguments: list[str], phrases: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["id", *arguments]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert all(phrase in err for phrase in phrases), err


@pytest.mark.parametrize(
    "written", [PERSON, MISTYPED, PERSON[:17], PERSON[:16], PERSON[:14], PERSON[:6] + PERSON[8:17]]
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_persons_birth_is_not_shown(written: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["id", written, "--format", form])
    out, err = capsys.readouterr()
    assert "010203" not in out + err


def test_the_answer_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["id", CREDIT, "--on", "2024-09-30", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (reading,) = answer["readings"]
    assert answer["on"] == "2024-09-30"
    assert (reading["kind"], reading["text"], reading["holds"]) == ("credit-code", CREDIT, True)
    assert [check["holds"] for check in reading["checks"]] == [True, True]
    assert reading["parts"][2] == {
        "name": "登记管理机关行政区划",
        "text": "441500",
        "meaning": "广东省汕尾市",
    }
    assert reading["flaws"] == []


def test_flaws_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["id", "124415001967202440", "--format", "json"]) == 1
    (first, *_) = json.loads(capsys.readouterr().out)["readings"]
    (flaw,) = first["flaws"]
    assert flaw == {"position": 18, "what": "校验码不符", "expected": "“T”", "found": "“0”"}


PACKS = [
    ("codes-items", ["事项类型", "01 行政许可", "[实施编码 24]", "24 位"]),
    ("codes-items-sichuan", ["[基本编码 12]-[第三段 3]", "55 位"]),
    ("regions-cn", ["名称：7141 条", "代码变更", "xunzheng id"]),
]


@pytest.mark.parametrize(("pack", "phrases"), PACKS)
def test_packs_of_codes_and_regions_are_shown(
    pack: str, phrases: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["frameworks", pack]) == 0
    out = capsys.readouterr().out
    assert all(phrase in out for phrase in phrases), out
