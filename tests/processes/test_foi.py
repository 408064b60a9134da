"""The request for government information, step by step, by the articles of the regulation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.processes.world import (
    AGENCY,
    APPLICANT,
    APPROVER,
    CALENDAR,
    COLLEAGUE,
    FOI,
    FOI_FIELDS,
    HANDLER,
    OTHER_APPLICANT,
    RECEIVER,
    RULES,
    START,
    STRANGER,
    SUPERVISOR,
    THIRD,
    Run,
    foi,
    foi_in_hand,
)
from xunzheng.calendars.clock import stand
from xunzheng.processes import events as e
from xunzheng.processes.decide import Actor, Opening, Refused, open_case
from xunzheng.processes.evolve import replay
from xunzheng.processes.situation import clock_of
from xunzheng.processes.timing import timers

GIVEN = {"decision": "given", "answer": "见附件"}


def due_on(run: Run, clock: str = "reply") -> date | None:
    """The local day until which the clock runs."""
    standing = stand(clock_of(run.case.clocks[clock], RULES), CALENDAR, run.now)
    return None if standing.due_at is None else standing.due_at.astimezone(CALENDAR.zone).date()


def answer(run: Run, **values: str) -> None:
    """Draft, approve and deliver."""
    run.do(HANDLER, "draft", values={**GIVEN, **values})
    run.do(APPROVER, "approve", values={"publish": "yes"})
    run.do(HANDLER, "deliver", values={"answered_on": run.now.date().isoformat()})


@pytest.mark.parametrize(
    ("channel", "action", "field"),
    [
        ("hand-in", "register-hand-in", "submitted_on"),
        ("oral", "register-hand-in", "submitted_on"),
        ("registered-post", "register-signed", "signed_on"),
        ("ordinary-post", "register-confirmed", "confirmed_on"),
        ("internet", "register-confirmed", "confirmed_on"),
        ("fax", "register-confirmed", "confirmed_on"),
    ],
)
def test_the_day_of_receipt_follows_from_the_channel(channel: str, action: str, field: str) -> None:
    """第三十一条: each way of applying has its own day; the other registrations are refused."""
    run = Run(FOI, APPLICANT, values={**FOI_FIELDS, "channel": channel})
    for other in {"register-hand-in", "register-signed", "register-confirmed"} - {action}:
        assert "第三十一条" in run.refused(RECEIVER, other)
    run.do(RECEIVER, action, values={field: "2026-02-27"})
    assert run.case.values["received_on"] == "2026-02-27"
    assert run.state == "handling"
    begun = run.case.clocks["reply"].started_at.astimezone(CALENDAR.zone)
    assert begun == datetime(2026, 2, 27, tzinfo=CALENDAR.zone)


def test_twenty_working_days_then_twenty_more_and_no_more() -> None:
    """第三十三条: 2 March 2026 and 20 working days is 30 March; extended to 28 April (清明, 4 to 6 April)."""
    run = foi_in_hand()
    assert due_on(run) == CALENDAR.days.add(date(2026, 3, 2), 20) == date(2026, 3, 30)
    extension = {"extension_days": "20", "extension_reason": "需要核查"}
    assert "信息公开工作机构负责人" in run.refused(HANDLER, "extend", values=extension)
    assert "不能大于20" in run.refused(APPROVER, "extend", values={**extension, "extension_days": "21"})
    run.do(APPROVER, "extend", values=extension)
    assert due_on(run) == CALENDAR.days.add(date(2026, 3, 2), 40)
    assert "延长超出规则" in run.refused(APPROVER, "extend", values=extension)


def test_no_extension_after_the_limit() -> None:
    """期满以后不能再延长。"""
    run = foi_in_hand().wait(days=40)
    run.fire_all()
    reasons = run.refused(APPROVER, "extend", values={"extension_days": "1", "extension_reason": "忙"})
    assert "clock: " in reasons
    assert "期满" in reasons


def test_clarification_once_within_seven_days_restarts_the_reply() -> None:
    """第三十条: the reply clock starts anew on the day on which the correction is received."""
    run = foi_in_hand()
    run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "10"})
    assert run.case.clocks["reply"].is_stopped
    assert due_on(run, "correction") == CALENDAR.days.add(date(2026, 3, 2), 10)
    assert "本人" in run.refused(OTHER_APPLICANT, "clarify", values={"clarified_content": "2019年"})
    run.wait(days=7)
    run.do(APPLICANT, "clarify", values={"clarified_content": "2019年"})
    reply = run.case.clocks["reply"]
    assert (reply.started_at, reply.restarted_from) == (run.now, START)
    assert due_on(run) == CALENDAR.days.add(date(2026, 3, 9), 20)
    again = run.refused(HANDLER, "ask-clarification", values={"clarify_what": "x", "clarify_days": "1"})
    assert "一次性告知" in again


def test_clarification_after_seven_days_is_too_late() -> None:
    run = foi_in_hand().wait(days=10)
    run.fire_all()
    late = run.refused(HANDLER, "ask-clarification", values={"clarify_what": "x", "clarify_days": "1"})
    assert "7个工作日" in late


def test_silence_after_clarification_is_abandonment_and_good_reason_takes_it_up() -> None:
    """第三十条: no answer in time without good reason counts as abandoned."""
    run = foi_in_hand()
    run.do(HANDLER, "ask-clarification", values={"clarify_what": "哪一年", "clarify_days": "5"})
    run.wait(days=8)
    fired = run.fire_all()
    assert run.state == "abandoned"
    assert run.case.is_closed
    assert run.case.outcome == "abandoned"
    breach = next(event for event in fired if isinstance(event, e.ClockBreached))
    assert breach.effect == "deemed-abandoned"
    late = {"clarified_content": "2019年", "clarified_on": "2026-03-10"}
    assert "须说明理由" in run.refused(APPROVER, "accept-late-clarification", values=late)
    run.do(APPROVER, "accept-late-clarification", values=late, note="住院")
    assert (run.state, run.case.is_closed, run.case.outcome) == ("handling", False, None)
    assert due_on(run) == CALENDAR.days.add(date(2026, 3, 10), 20)


def test_third_parties_and_agencies_are_asked_and_the_time_is_left_out() -> None:
    """第三十二条至第三十四条: silence of a third party and of an agency are two different things."""
    run = foi_in_hand().wait(days=1)
    run.do(HANDLER, "consult", values={"third_parties": ("某公司", "丙"), "agencies": ("某局",)})
    assert run.state == "consulting"
    assert due_on(run) is None
    assert [t.party for t in run.case.open_tokens[1:]] == ["某公司", "丙", "某局"]
    assert run.case.parties["third-party"] == ("某公司", "丙")
    sent = [event for event in run.events if isinstance(event, e.MessageSent)]
    assert [(m.message, m.party) for m in sent[-3:]] == [
        ("third-asked", "某公司"),
        ("third-asked", "丙"),
        ("coop-asked", "某局"),
    ]
    assert "请指明一个" in run.refused(THIRD, "third-object", values={"opinion": "秘密"})
    for token in ("third.1", "third.2"):
        run.do(HANDLER, "third-received", token=token, values={"letter_received_on": "2026-03-03"})
    run.do(HANDLER, "coop-received", values={"letter_received_on": "2026-03-03"})
    assert "被征求意见的一方" in run.refused(AGENCY, "third-object", token="third.1", values={"opinion": "x"})
    run.do(THIRD, "third-object", token="third.1", values={"opinion": "商业秘密"})
    run.wait(days=30)
    run.fire_all()
    assert run.case.tokens["third.2"].state == "third-silent"
    assert run.case.tokens["coop.3"].state == "coop-silent"
    breaches = {event.clock: event.effect for event in run.events if isinstance(event, e.ClockBreached)}
    assert breaches["third@third.2"] == "agency-decides"
    assert breaches["coop@coop.3"] == "silence-consents"
    assert run.state == "handling"
    pauses = run.case.clocks["reply"].pauses
    assert [(pause.ground, pause.end is None) for pause in pauses] == [
        ("third-party", False),
        ("co-producer", False),
    ]
    assert due_on(run) is not None
    assert due_on(run) > date(2026, 3, 30)  # type: ignore[operator]


def test_an_objection_must_be_weighed_and_the_third_party_informed() -> None:
    """第三十二条: disclosed in the public interest, with reasons told to the third party in writing."""
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司",)})
    run.do(THIRD, "third-object", values={"opinion": "商业秘密"})
    assert run.state == "handling"
    assert "对其意见的处理" in run.refused(HANDLER, "draft", values=GIVEN)
    respected = {**GIVEN, "weighing": "respected", "weighing_reason": "成立"}
    assert "不能全部公开" in run.refused(HANDLER, "draft", values=respected)
    run.do(HANDLER, "draft", values={**GIVEN, "weighing": "public-interest", "weighing_reason": "污染"})
    run.do(APPROVER, "approve", values={"publish": "no"})
    assert "书面告知第三方" in run.refused(HANDLER, "deliver", values={"answered_on": "2026-03-02"})
    run.do(HANDLER, "inform-third-party")
    run.do(HANDLER, "deliver", values={"answered_on": "2026-03-02"})
    assert (run.case.outcome, run.case.published_at) == ("given", None)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"decision": "refused"}, "依据和理由"),
        ({"decision": "partly-given", "refuse_ground": "15-privacy", "refuse_reason": "隐私"}, "区分处理"),
        ({"decision": "already-public"}, "方式、途径"),
        ({"decision": "in-print"}, "方式、途径"),
        ({"decision": "excessive"}, "先要求申请人说明理由"),
        ({"decision": "whatever"}, "须选其中之一"),
    ],
)
def test_what_each_answer_must_say(values: dict[str, str], missing: str) -> None:
    run = foi_in_hand()
    assert missing in run.refused(HANDLER, "draft", values={"answer": "答复", **values})


@pytest.mark.parametrize("decision", ["not-held", "other-agency", "repeated", "other-law", "petition"])
def test_lawful_outcomes_close_the_case(decision: str) -> None:
    run = foi_in_hand()
    answer(run, decision=decision)
    assert (run.state, run.case.outcome, run.case.is_closed) == ("answered", decision, True)
    assert all(clock.is_stopped for clock in run.case.clocks.values())
    assert run.case.published_at is not None
    assert timers(FOI, run.case, CALENDAR, RULES) == ()


def test_a_draft_is_returned_to_where_it_came_from() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "draft", values=GIVEN)
    assert "须说明理由" in run.refused(APPROVER, "return-draft")
    run.do(APPROVER, "return-draft", note="漏了附件")
    assert run.state == "handling"
    assert "只能在“待审核”时办理，现在是“办理中”" in run.refused(APPROVER, "approve")


def test_overdue_is_recorded_once_and_supervised() -> None:
    run = foi_in_hand().wait(days=60)
    fired = run.fire_all()
    assert run.case.values["overdue"] == "yes"
    assert run.case.clocks["reply"].breached_at is not None
    messages = [event.message for event in fired if isinstance(event, e.MessageSent)]
    assert messages.count("overdue") == 1
    assert run.fire_all() == ()
    run.do(SUPERVISOR, "urge", note="已逾期")
    answer(run)
    assert run.case.values["overdue"] == "yes"


def test_excessive_requests_reasons_fee_and_delay() -> None:
    """第三十五条、第四十二条。"""
    run = foi_in_hand()
    assert "收取信息处理费" in run.refused(
        HANDLER, "charge-fee", values={"fee": "30.50", "fee_basis": "按件", "fee_due_on": "2026-03-31"}
    )
    run.do(HANDLER, "ask-reasons", note="一月内三百件")
    run.do(APPLICANT, "give-reasons", values={"reasons": "写论文"})
    run.do(HANDLER, "charge-fee", values={"fee": "30.50", "fee_basis": "按件", "fee_due_on": "2026-03-31"})
    assert [(t.kind, t.token) for t in timers(FOI, run.case, CALENDAR, RULES)][-1] == ("deadline", "main")
    run.wait(days=3)
    run.do(RECEIVER, "register-payment", values={"paid_on": "2026-03-04"})
    assert due_on(run) == CALENDAR.days.add(date(2026, 3, 4), 20)
    run.do(APPROVER, "delay-reply", values={"delay_days": "60"}, note="量大")
    assert due_on(run, "delayed") == CALENDAR.days.add(date(2026, 3, 5), 60)
    run.wait(days=120)
    run.fire_all()
    assert run.case.values["overdue"] == "yes"


def test_an_unpaid_fee_is_abandonment_at_the_end_of_its_day() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "ask-reasons", note="过多")
    run.do(HANDLER, "take-back-reasons", note="未说明")
    run.do(HANDLER, "charge-fee", values={"fee": "1", "fee_basis": "按件", "fee_due_on": "2026-03-05"})
    run.now = datetime(2026, 3, 5, 15, 59, tzinfo=UTC)
    assert run.fire_all() == ()
    run.wait(minutes=1)
    run.fire_all()
    assert (run.state, run.case.outcome) == ("abandoned", "unpaid")


def test_redo_after_review() -> None:
    """复议决定、判决以后重新办理。"""
    run = foi_in_hand()
    answer(run)
    assert "案件已办结，可以：重新办理" in run.refused(HANDLER, "draft", values=GIVEN)
    assert "须写明文号" in run.refused(APPROVER, "redo", values={"remedy": "court"}, note="败诉")
    court = {"remedy": "court", "remedy_number": "（2026）湘11行初1号", "redo_by_on": "2026-03-20"}
    run.do(APPROVER, "redo", values=court, note="败诉")
    assert (run.state, run.case.is_closed, run.case.clocks["reply"].starts) == ("handling", False, 2)
    run.wait(days=25)
    run.fire_all()
    assert run.case.values["overdue"] == "yes"
    assert not run.case.is_closed
    answer(run)
    assert run.case.is_closed


def test_the_applicant_withdraws_and_everything_stops() -> None:
    run = foi_in_hand()
    run.do(HANDLER, "consult", values={"third_parties": ("某公司",), "agencies": ("某局",)})
    run.do(HANDLER, "third-received", values={"letter_received_on": "2026-03-02"})
    events = run.do(APPLICANT, "withdraw", note="不需要了")
    kinds = [type(event).__name__ for event in events]
    assert kinds[-1] == "Closed"
    assert kinds.count("BranchWithdrawn") == 2
    assert all(clock.is_stopped for clock in run.case.clocks.values())
    assert run.case.open_tokens == ()
    assert "不能再办理" in run.refused(HANDLER, "draft", values=GIVEN)


@pytest.mark.parametrize(
    ("actor", "action", "given", "reason"),
    [
        (STRANGER, "claim", {}, "relation: “领办”须由承办人（本单位的）办理，本案不在您的范围内"),
        (COLLEAGUE, "claim", {}, "holder: 已由 承办员 承办"),
        (COLLEAGUE, "draft", {"values": GIVEN}, "现由 承办员 承办，您不是承办人"),
        (APPLICANT, "draft", {"values": GIVEN}, "role: “拟答复”须由承办人（本步骤的承办人）办理"),
        (HANDLER, "abandon-unclarified", {}, "state: “逾期不补正，视为放弃”只能在“待补正”时办理"),
        (HANDLER, "record-overdue", {}, "role: “记录逾期”须由系统办理"),
        (HANDLER, "fly", {}, "没有“fly”这一步骤"),
        (HANDLER, "open", {}, "没有“open”这一步骤"),
        (HANDLER, "draft", {"token": "third.9"}, "分支“third.9”没有开启"),
        (HANDLER, "draft", {}, "“答复种类”必填，还没有填写"),
        (HANDLER, "draft", {"values": {**GIVEN, "x": "y"}}, "不填写“x”"),
        (HANDLER, "draft", {"values": GIVEN, "materials": {"x": ("a",)}}, "不收材料“x”"),
        (HANDLER, "consult", {}, "没有可开启的分支"),
        (HANDLER, "consult", {"branches": ("third",)}, "不选择分支"),
        (HANDLER, "consult", {"values": {"third_parties": ("甲", "甲 ")}}, "空白或重复"),
        (HANDLER, "transfer", {"note": "不归我"}, "须写明交给谁"),
        (HANDLER, "transfer", {"note": "不归我", "to": "x" * 201}, "名称超过200字"),
        (HANDLER, "transfer", {"to": "规划科"}, "须说明理由"),
        (HANDLER, "draft", {"values": GIVEN, "note": "x" * 2001}, "说明超过2000字"),
    ],
)
def test_refusals_say_why(actor: Actor, action: str, given: dict[str, object], reason: str) -> None:
    assert reason in foi_in_hand().refused(actor, action, **given)


def test_nobody_holds_it_yet() -> None:
    run = foi()
    run.do(RECEIVER, "register-confirmed", values={"confirmed_on": "2026-03-02"})
    assert "现在还没有人领办" in run.refused(HANDLER, "draft", values=GIVEN)


def test_a_clock_set_back_does_no_harm() -> None:
    """Five minutes are taken for none; more is refused, and no timer fires."""
    run = foi_in_hand()
    run.wait(minutes=-4)
    taken = run.do(HANDLER, "confirm-clear")
    assert taken[0].at == START
    run.wait(hours=-1)
    assert "time: 系统时间" in run.refused(HANDLER, "draft", values=GIVEN)
    assert run.fire_all() == ()
    assert replay(FOI, run.events) == run.case


@pytest.mark.parametrize(
    ("actor", "given", "reason"),
    [
        (THIRD, {}, "须由申请人（本人）、收件人员（本单位的）办理"),
        (APPLICANT, {"applicant": "别人"}, "本案不在您的范围内"),
        (APPLICANT, {"values": {}}, "“申请方式”必填"),
        (APPLICANT, {"materials": {"x": ("1",)}}, "不收材料"),
        (APPLICANT, {"note": "\x00"}, "不能保存的字符"),
    ],
)
def test_opening_refused(actor: Actor, given: dict[str, object], reason: str) -> None:
    opening = Opening("案2", "单位", "431100", **{"values": FOI_FIELDS, **given})  # type: ignore[arg-type]
    decided = open_case(FOI, opening, actor, START, CALENDAR, RULES)
    assert isinstance(decided, Refused)
    assert any(reason in each.text for each in decided.reasons)


def test_the_receiver_enters_a_paper_request_for_the_applicant() -> None:
    run = Run(
        FOI,
        RECEIVER,
        applicant="王五",
        values=FOI_FIELDS,
        materials={"application": ("扫描件1",), "proof": ()},
    )
    assert run.case.applicant == "王五"
    assert run.case.materials == {"application": ("扫描件1",)}
    assert run.case.parties["applicant"] == ("王五",)


def test_a_limit_beyond_the_known_years_is_refused_not_guessed() -> None:
    run = foi(datetime(2026, 12, 28, 1, tzinfo=UTC))
    reasons = run.refused(RECEIVER, "register-confirmed", values={"confirmed_on": "2026-12-28"})
    assert "clock: " in reasons
    assert "2027" in reasons
