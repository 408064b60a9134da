"""What nobody may do with a request for government information, and that an office can always go on."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from tests.processes.test_foi import GIVEN, due_on
from tests.processes.world import (
    AGENCY,
    APPLICANT,
    APPROVER,
    COLLEAGUE,
    FOI,
    FOI_FIELDS,
    HANDLER,
    RECEIVER,
    START,
    THIRD,
    Run,
    definition_of,
    foi_in_hand,
)
from xunzheng.processes.decide import Actor
from xunzheng.processes.evolve import replay


def test_what_a_new_draft_leaves_blank_is_no_longer_said() -> None:
    """What the first draft gave as reasons can neither stand in the second nor satisfy its checks."""
    run = foi_in_hand()
    withheld = {"refuse_ground": "15-privacy", "refuse_reason": "隐私", "redacted": "姓名", "where": "网站"}
    run.do(HANDLER, "draft", values={"decision": "partly-given", "answer": "x", **withheld})
    run.do(APPROVER, "return-draft", note="再查")
    assert "依据和理由" in run.refused(HANDLER, "draft", values={"decision": "refused", "answer": "x"})
    run.do(HANDLER, "draft", values=GIVEN)
    assert [run.case.values[code] for code in withheld] == [""] * 4
    assert replay(FOI, run.events) == run.case


def test_a_blank_opinion_of_one_party_leaves_that_of_another() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司", "丙")})
    run.do(THIRD, "third-object", token="third.1", values={"opinion": "商业秘密"})
    run.do(HANDLER, "third-agree", token="third.2")
    assert run.case.values["opinion"] == "商业秘密"


def test_an_objection_counts_though_others_were_asked_later() -> None:
    """第三十二条: who objected in the first round is not forgotten in the second."""
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司",)})
    run.do(THIRD, "third-object", values={"opinion": "商业秘密"})
    run.do(HANDLER, "consult", values={"agencies": ("某局",)})
    run.do(AGENCY, "coop-agree")
    assert run.case.values["third_parties"] == ()
    assert "对其意见的处理" in run.refused(HANDLER, "draft", values=GIVEN)


def test_the_third_party_is_told_only_of_a_disclosure_in_the_public_interest() -> None:
    """The letter says so: it would be untrue of an objection that was unfounded, or of a refusal."""
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司",)})
    run.do(THIRD, "third-object", values={"opinion": "不愿意"})
    run.do(HANDLER, "draft", values={**GIVEN, "weighing": "unfounded", "weighing_reason": "已公开过"})
    run.do(APPROVER, "approve", values={"publish": "no"})
    assert "因公共利益决定公开的，才告知第三方" in run.refused(HANDLER, "inform-third-party")
    run.do(APPROVER, "reopen-draft", note="改为不予公开")
    public = {"weighing": "public-interest", "weighing_reason": "x"}
    refused = {"decision": "refused", "refuse_ground": "14-secret", "refuse_reason": "x", "answer": "x"}
    run.do(HANDLER, "draft", values={**refused, **public})
    run.do(APPROVER, "approve", values={"publish": "no"})
    run.do(HANDLER, "deliver", values={"answered_on": "2026-03-02"})
    assert run.case.outcome == "refused"


def test_what_was_approved_can_be_called_back_before_it_is_delivered() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "draft", values=GIVEN)
    run.do(APPROVER, "approve", values={"publish": "no"})
    assert "须由信息公开工作机构负责人" in run.refused(HANDLER, "reopen-draft", note="漏了附件")
    run.do(APPROVER, "reopen-draft", note="漏了附件")
    assert run.state == "handling"
    assert "只能在“待送达”时办理" in run.refused(HANDLER, "deliver", values={"answered_on": "2026-03-02"})


def test_no_day_lies_before_the_step_that_it_answers() -> None:
    """Nothing is answered, received, corrected or paid before it was approved or asked for."""
    run = foi_in_hand().wait(days=7)
    run.do(HANDLER, "consult", values={"third_parties": ("某公司",)})
    received = {"letter_received_on": "2026-03-08"}
    assert "不能早于“发出征求意见书之日”" in run.refused(HANDLER, "third-received", values=received)
    run.do(THIRD, "third-agree")
    run.do(HANDLER, "draft", values=GIVEN)
    run.wait(days=30).fire_all()
    run.do(APPROVER, "approve", values={"publish": "no"})
    early = run.refused(HANDLER, "deliver", values={"answered_on": "2026-04-07"})
    assert "不能早于“审核同意之日”（2026-04-08）" in early

    run = foi_in_hand().wait(days=1)
    run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "10"})
    early = {"clarified_content": "x", "clarified_on": "2026-03-02"}
    assert "不能早于“告知补正之日”" in run.refused(RECEIVER, "register-clarification", values=early)

    run = foi_in_hand().wait(days=1)
    run.do(HANDLER, "ask-reasons", note="过多")
    run.do(HANDLER, "take-back-reasons", note="未说明")
    run.do(HANDLER, "charge-fee", values={"fee": "1", "fee_basis": "按件", "fee_due_on": "2026-03-05"})
    assert "不能早于“通知缴费之日”" in run.refused(
        RECEIVER, "register-payment", values={"paid_on": "2026-03-02"}
    )


def test_neither_fee_nor_delay_mends_a_limit_that_has_passed() -> None:
    """第三十五条、第四十二条: both change the time to reply while it runs; neither washes a breach away."""
    run = foi_in_hand()
    run.do(HANDLER, "ask-reasons", note="过多")
    run.do(APPLICANT, "give-reasons", values={"reasons": "写论文"})
    late = foi_in_hand()
    late.do(HANDLER, "ask-reasons", note="过多")
    late.do(APPLICANT, "give-reasons", values={"reasons": "写论文"})
    late.wait(days=40).fire_all()
    fee = {"fee": "1", "fee_basis": "按件", "fee_due_on": "2026-05-05"}
    assert "在答复期限内通知" in late.refused(HANDLER, "charge-fee", values=fee)
    assert "在答复期限内确定一次" in late.refused(
        APPROVER, "delay-reply", values={"delay_days": "9"}, note="量大"
    )
    run.do(APPROVER, "delay-reply", values={"delay_days": "60"}, note="量大")
    unclear = {"clarify_what": "x", "clarify_days": "5"}
    assert "一次性告知" in run.refused(HANDLER, "ask-clarification", values=unclear)
    assert "在答复期限内通知" in run.refused(HANDLER, "charge-fee", values=fee)


def test_an_unpaid_fee_is_not_taken_up_as_a_late_clarification() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "5"})
    run.wait(days=8).fire_all()
    late = {"clarified_content": "2019年", "clarified_on": "2026-03-10"}
    run.do(APPROVER, "accept-late-clarification", values=late, note="住院")
    run.do(HANDLER, "ask-reasons", note="过多")
    run.do(HANDLER, "take-back-reasons", note="未说明")
    run.do(HANDLER, "charge-fee", values={"fee": "1", "fee_basis": "按件", "fee_due_on": "2026-03-12"})
    run.wait(days=5).fire_all()
    assert (run.state, run.case.outcome) == ("abandoned", "unpaid")
    assert "逾期不补正" in run.refused(APPROVER, "accept-late-clarification", values=late, note="x")


@pytest.mark.parametrize("state", ["handling", "clarifying", "explaining"])
def test_another_handler_can_be_named_while_the_applicant_is_waited_for(state: str) -> None:
    """Who asked may have left: only the holder can go on without the reasons."""
    run = foi_in_hand()
    if state == "clarifying":
        run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "5"})
    if state == "explaining":
        run.do(HANDLER, "ask-reasons", note="过多")
    run.do(RECEIVER, "assign", to=COLLEAGUE.id)
    assert (run.state, run.case.main.holder) == (state, COLLEAGUE.id)


def test_a_party_answers_for_itself_alone() -> None:
    """One third party neither agrees nor objects in the place of another, nor does a citizen of that role."""
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司", "丙")})
    nobody = Actor("路人", frozenset({"third-party"}))
    assert "被征求意见的一方" in run.refused(THIRD, "third-agree", token="third.2")
    assert "被征求意见的一方" in run.refused(nobody, "third-agree", token="third.2")
    run.do(THIRD, "third-agree", token="third.1")
    run.do(Actor("丙", frozenset({"third-party"})), "third-agree", token="third.2")
    assert run.state == "handling"


FOI_TEXT = (resources.files("xunzheng.rulebook") / "packs" / "process-foi-request.toml").read_text("utf-8")


def foi_of(old: str, new: str) -> Run:
    """A request in hand by a definition that was changed in one place."""
    assert old in FOI_TEXT
    run = Run(definition_of(FOI_TEXT.replace(old, new, 1)), APPLICANT, START, values=FOI_FIELDS)
    run.do(RECEIVER, "register-confirmed", values={"confirmed_on": "2026-03-02"})
    run.do(HANDLER, "claim")
    return run


def test_no_clock_stops_or_starts_anew_before_it_began() -> None:
    """Where a definition lets somebody give so early a day, the clock's own start counts."""
    run = foi_of('earliest = "clarify_asked_on"\n', "").wait(days=1)
    run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "10"})
    early = {"clarified_content": "2019年", "clarified_on": "2026-02-02"}
    run.do(RECEIVER, "register-clarification", values=early)
    correction, reply = run.case.clocks["correction"], run.case.clocks["reply"]
    assert correction.stopped_at == correction.started_at
    assert (reply.started_at, reply.restarted_from) == (START, START)


def test_no_pause_ends_before_it_began() -> None:
    run = foi_of('[{ resume = "reply" }]', '[{ resume = "reply", at = "received_on" }]').wait(days=2)
    run.do(HANDLER, "consult", values={"agencies": ("某局",)})
    run.do(AGENCY, "coop-agree")
    (pause,) = run.case.clocks["reply"].pauses
    assert pause.end == pause.start
    assert due_on(run) == date(2026, 3, 30)


def test_seven_days_without_asking_are_no_breach_of_the_office() -> None:
    """第三十条 limits when clarification may be asked for; nobody has to confirm that a request is clear."""
    run = foi_in_hand()
    run.wait(days=12)
    run.fire_all()
    assert run.case.clocks["clarify"].is_stopped
    assert run.case.values.get("overdue", "") != "yes"
    late = {"clarify_what": "x", "clarify_days": "5"}
    assert "7个工作日内" in run.refused(HANDLER, "ask-clarification", values=late)


def test_an_extension_takes_the_content_as_clear() -> None:
    run = foi_in_hand()
    run.do(APPROVER, "extend", values={"extension_days": "5", "extension_reason": "x"})
    assert run.case.clocks["clarify"].is_stopped
