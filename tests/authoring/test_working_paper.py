"""The working paper: its opinion is computed, its table has every finding, and nothing is claimed beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.authoring.test_findings_list import document, finding
from tests.formats.commented_files import at, audit_of, place_of
from xunzheng.audit.finding import Citation, Held, Place, Severity, Verdict
from xunzheng.audit.run import Audit, audit
from xunzheng.audit.sheet import Sheet, Stated
from xunzheng.authoring.working_paper import Subject, bases_of, working_paper
from xunzheng.authoring.working_paper_opinion import opinion
from xunzheng.basis import Basis
from xunzheng.documents.manuscript import Chart, Grid, Heading, Manuscript, Passage, Role
from xunzheng.evaluation.evidence import EvidenceKind
from xunzheng.evaluation.grades import Grade, Grading
from xunzheng.evaluation.interval import Interval
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet
from xunzheng.rulebook import standard_rules
from xunzheng.samples import sample

NOWHERE = Place((), 0, 0, 0, 1, "")
HELD = Held("sum-of-parts", (NOWHERE,), "1 + 1 = 2", "sum-of-parts/1")


def stated(text: str, value: str | None = None) -> Stated:
    return Stated(text, NOWHERE, None if value is None else Decimal(value))


def leaf(
    name: str, weight: int, points: Fraction | int, kind: EvidenceKind | None, *, proved: bool = True
) -> IndicatorScore:
    low = Fraction(points)
    return IndicatorScore(
        name, name, (name,), Decimal(weight), Interval(low, low), (), kind=kind, proved=proved
    )


def scoresheet(low: str, high: str, *scores: IndicatorScore, word: str = "") -> Scoresheet:
    grade = Grade(word) if word else None
    added = Interval(Fraction(low), Fraction(high))
    basis = Basis("共性指标体系", "财预〔2013〕53号", pack="cn-2013-53", version="1")
    grading = Grading(grade, "") if word else None
    return Scoresheet(
        "cn", "共性", basis, scores, added, Decimal(low), Decimal(high), Decimal(100), (), grading=grading
    )


def sentences(
    sheet: Sheet | None = None,
    rescored: Scoresheet | None = None,
    levels: Sequence[Severity] = (),
    held: int = 1,
) -> list[str]:
    made = audit_of(document(), [finding(severity=level) for level in levels])
    return list(opinion(replace(made, rescored=rescored, held=(HELD,) * held), sheet))


@pytest.mark.parametrize(
    ("levels", "held", "first", "last"),
    [
        (
            (),
            0,
            "报告中没有读到可以核算的数字、表格或说法，本次没有核对任何内容。",
            "请确认所送文件是绩效自评报告。",
        ),
        (
            (),
            2,
            "本次对报告所写的数字和说法逐处核对，共核对 2 处，其中 2 处核对无误，没有发现问题。",
            "能够核对的内容都核对得上；这不等于报告属实，未能核对的内容仍须以原始资料为准。",
        ),
        (
            (Severity.ADVICE,),
            0,
            "本次对报告所写的数字和说法逐处核对，"
            "共核对 1 处，其中 0 处核对无误，发现问题 1 处（建议 1 处）。",
            "能够核对的内容都核对得上；这不等于报告属实，未能核对的内容仍须以原始资料为准。",
        ),
        (
            (Severity.SUSPICION, Severity.SUSPICION),
            1,
            "本次对报告所写的数字和说法逐处核对，"
            "共核对 3 处，其中 1 处核对无误，发现问题 2 处（疑点 2 处）。",
            "没有发现错误级问题；所列疑点请被评单位逐项说明，并附佐证材料。",
        ),
        (
            (Severity.ERROR,),
            1,
            "本次对报告所写的数字和说法逐处核对，"
            "共核对 2 处，其中 1 处核对无误，发现问题 1 处（错误 1 处）。",
            "报告存在与自身数字或规定不符之处，请被评单位逐项更正后重新报送。",
        ),
        (
            (Severity.ERROR, Severity.SUSPICION),
            0,
            "本次对报告所写的数字和说法逐处核对，"
            "共核对 2 处，其中 0 处核对无误，发现问题 2 处（错误 1 处、疑点 1 处）。",
            "报告存在与自身数字或规定不符之处，请被评单位逐项更正后重新报送，疑点请一并说明。",
        ),
    ],
)
def test_what_was_examined_and_what_follows(
    levels: tuple[Severity, ...], held: int, first: str, last: str
) -> None:
    told = sentences(levels=levels, held=held)
    assert (told[0], told[-1]) == (first, last)
    assert told[1] == "报告中没有读到带得分的评分表，自评得分未作重算。"


@pytest.mark.parametrize(
    ("total", "grade", "rescored", "sentence"),
    [
        (stated("94", "94"), stated("良"), None, "报告自评 94 分（良）；没有适用的指标体系，得分未作重算。"),
        (None, None, None, "报告没有写明自评总分；没有适用的指标体系，得分未作重算。"),
        (
            stated("94.0", "94.0"),
            None,
            scoresheet("86", "86", word="良"),
            "报告自评 94 分；按报告自己列出的依据和计分规则重算为 86 分（良），自评高出 8 分。",
        ),
        (
            stated("86", "86"),
            stated(" "),
            scoresheet("86", "86"),
            "报告自评 86 分；按报告自己列出的依据和计分规则重算为 86 分，两者相同。",
        ),
        (
            stated("80", "80"),
            None,
            scoresheet("86", "86"),
            "报告自评 80 分；按报告自己列出的依据和计分规则重算为 86 分，自评低于重算 6 分。",
        ),
        (
            stated("90", "90"),
            None,
            scoresheet("86", "95"),
            "报告自评 90 分；按报告自己列出的依据和计分规则重算为 86 至 95 分"
            "（有的指标须由人评判，只能定出上下限），自评得分在此范围之内。",
        ),
        (
            stated("96", "96"),
            None,
            scoresheet("86", "95"),
            "报告自评 96 分；按报告自己列出的依据和计分规则重算为 86 至 95 分"
            "（有的指标须由人评判，只能定出上下限），自评得分在此范围之外。",
        ),
        (
            stated("很好"),
            None,
            scoresheet("86", "86"),
            "报告没有写明自评总分；按报告自己列出的依据和计分规则重算为 86 分。",
        ),
    ],
)
def test_the_scores(
    total: Stated | None, grade: Stated | None, rescored: Scoresheet | None, sentence: str
) -> None:
    assert sentences(Sheet(0, (), total_score=total, grade=grade), rescored)[1] == sentence


def test_on_what_the_points_stand() -> None:
    rescored = scoresheet(
        "20",
        "20",
        leaf("甲", 10, 10, EvidenceKind.COUNTED),
        leaf("乙", 10, Fraction(20, 3), EvidenceKind.STATED),
        leaf("丙", 10, Fraction(1, 2), EvidenceKind.STATED),
        leaf("丁", 8, 0, None, proved=False),
        leaf("戊", 5, 0, EvidenceKind.JUDGED, proved=False),
    )
    told = sentences(Sheet(0, ()), rescored)
    assert told[2:4] == [
        "重算所得各项得分的证据：系统计数 10 分、报告自述 约 7.17 分。",
        "有 2 项指标（分值合计 13 分）没有可用的证据，重算时不得分；补充佐证材料后可以重新核定。",
    ]
    assert len(sentences(Sheet(0, ()), scoresheet("0", "0"))) == 3


def headings(paper: Manuscript) -> list[str]:
    return [piece.text for piece in paper.pieces if isinstance(piece, Heading)]


def grids(paper: Manuscript) -> list[list[list[str]]]:
    return [
        [[slot.text for slot in row] for row in piece.rows]
        for piece in paper.pieces
        if isinstance(piece, Grid)
    ]


def outcome() -> Audit:
    made = document()
    places = [place_of(made, *at(made, quote)) for quote in ("500万元", "300万元", "190万元")]
    cell = place_of(made, *at(made, "300", 1))
    empty = Place((), 99, 0, 0, 9, "")
    findings = [
        finding("numbering", Severity.ADVICE, where=(places[0],)),
        finding(
            "sum-of-parts",
            where=tuple(places),
            arithmetic="300 + 190 = 490",
            verdict=Verdict(Decimal(10), "万元", False),
        ),
        finding(
            "repeat",
            Severity.SUSPICION,
            where=(places[0], cell),
            rule=Citation("办法", "财预〔2020〕10号", "第五条"),
        ),
        finding("own-code", Severity.SUSPICION, where=(), rule=Citation("提示语")),
        finding("rate", where=(places[0], *(replace(empty, line=line) for line in range(20, 25)))),
        finding("balance", where=(places[0],) * 9),
    ]
    return replace(audit_of(made, findings), held=(HELD, HELD), packs=("cn-audit-parameters/1",))


def test_the_paper_has_every_finding_the_gravest_first() -> None:
    paper = working_paper(outcome(), Subject("某局", "某项目", 2023))
    assert headings(paper) == ["一、总体意见", "二、问题汇总", "三、逐项意见", "四、核对无误的内容"]
    about, counted, table, right = grids(paper)
    assert about[0] == ["被评单位", "某局", "评价年度", "2023 年度"]
    assert about[3:] == [
        ["核对依据", "《办法》（财预〔2020〕10号）"],
        ["规则包", "cn-audit-parameters/1"],
    ]
    assert counted[-1] == ["合计", "3", "2", "1", "6"]
    assert [row[:3] for row in table] == [
        ["序号", "级别", "问题"],
        ["1", "错误", "分项与合计不符"],
        ["2", "错误", "比率与分子分母不符"],
        ["3", "错误", "收支余不平"],
        ["4", "疑点", "前后数字不一致"],
        ["5", "疑点", "own-code"],
        ["6", "建议", "编号错误"],
    ]
    assert table[1][3] == "资金情况 › 支出 · 第4行：“500万元”、“300万元”、“190万元”"
    assert table[1][4] == "报告所写：甲\n应当是：乙\n算式：300 + 190 = 490\n差异：+10 万元，四舍五入不能解释"
    assert [row[5] for row in table[1:]] == [
        "报告自身的数字",
        "报告自身的数字",
        "报告自身的数字",
        "《办法》（财预〔2020〕10号）第五条",
        "《提示语》",
        "—",
    ]
    assert table[2][3].endswith("第22行：（空）\n另有 2 处")
    assert table[3][3].endswith("等 9 处")
    assert (table[5][3], {row[7] for row in table[1:]}) == ("全文", {""})
    assert right == [["核对内容", "处数"], ["分项与合计相符", "2"]]
    assert sum(isinstance(piece, Chart) for piece in paper.pieces) == 1
    signed = [
        piece.text.strip("　 年月日")
        for piece in paper.pieces
        if getattr(piece, "role", "") == Role.SIGNATURE
    ]  # type: ignore[union-attr]  # passages
    assert signed == ["复核单位（盖章）：", "复核人：", "被评单位负责人："]


def test_a_paper_without_findings_or_subject_leaves_places_to_fill_in() -> None:
    clean = replace(audit_of(document(), []), held=(HELD,))
    paper = working_paper(clean, Subject())
    assert headings(paper) == ["一、总体意见", "二、核对无误的内容"]
    assert [row[1] for row in grids(paper)[0]] == ["", "", "报告.txt", "报告自身的数字", "没有用到"]
    assert headings(working_paper(audit_of(document(), []), Subject())) == ["一、总体意见"]


def test_the_paper_of_a_real_audit_cites_what_it_stands_on() -> None:
    from xunzheng.formats import read

    real = audit(read(sample(), "样例.txt"), standard_rules())
    bases = bases_of(real)
    assert any("财预〔2013〕53号" in basis for basis in bases)
    assert len(set(bases)) == len(bases)
    paper = working_paper(real, Subject("某局"))
    table = grids(paper)[2]
    assert len(table) == 1 + len(real.findings)
    assert all(
        isinstance(piece, Passage) and piece.text for piece in paper.pieces if isinstance(piece, Passage)
    )
