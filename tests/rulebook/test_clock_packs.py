"""The packs of clock rules: what the laws say, which rule wins where and when, and packs that are refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from xunzheng.calendars.clock import Clock, stand
from xunzheng.calendars.rules import ClockRule, EffectKind, EffectMoment, Length, Lights, Unit
from xunzheng.refusal import Refusal
from xunzheng.rulebook import AmbiguousPack, RulePackError, Shelf, UnknownCode, load_pack, standard_shelf
from xunzheng.rulebook.clock_catalogue import every_rule, nearest_codes
from xunzheng.rulebook.clock_table import ClockRules, read_length

SHELF = standard_shelf()
RULES = list(every_rule(SHELF.packs))
DAY = date(2025, 10, 9)

STATED = [
    # code, place, limit, article: held against the texts of the laws
    ("LIC.CORRECT", "CN", "即时或者5个工作日", "第三十二条第一款第四项"),
    ("LIC.NOTACCEPT", "CN", "即时", "第三十二条第一款第一项、第二项"),
    ("LIC.DECIDE", "CN", "即时或者20个工作日", "第四十二条第一款"),
    ("LIC.JOINT", "CN", "45个工作日", "第四十二条第二款"),
    ("LIC.LOWER", "CN", "20个工作日", "第四十三条"),
    ("LIC.DELIVER", "CN", "10个工作日", "第四十四条"),
    ("LIC.HEAR.ASK", "CN", "5个工作日", "第四十七条第一款"),
    ("LIC.HEAR.HOLD", "CN", "20个工作日", "第四十七条第一款"),
    ("LIC.HEAR.NOTICE", "CN", "届满7个工作日前", "第四十八条第一款第一项"),
    ("LIC.INSPECT", "CN", "5个工作日", "第五十五条第二款"),
    ("LIC.RENEW.ASK", "CN", "届满30日前", "第五十条第一款"),
    ("LIC.RENEW", "CN", "届满之前", "第五十条第二款"),
    ("FOI.PROACTIVE", "CN", "20个工作日", "第二十六条"),
    ("FOI.CLARIFY", "CN", "7个工作日", "第三十条"),
    ("FOI.REPLY", "CN", "即时或者20个工作日", "第三十三条第二款"),
    ("FOI.THIRD", "CN", "15个工作日", "第三十二条"),
    ("FOI.COOP", "CN", "15个工作日", "第三十四条"),
    ("PETITION.REGISTER", "CN", "15日", "第二十二条第一款"),
    ("PETITION.TELL", "CN", "即时或者15日", "第二十三条第二款"),
    ("PETITION.OBJECT", "CN", "5个工作日", "第二十三条第三款"),
    ("PETITION.CLOSE", "CN", "60日", "第三十四条"),
    ("PETITION.REVIEW", "CN", "30日", "第三十五条"),
    ("PETITION.REREVIEW", "CN", "30日", "第三十六条第一款"),
    ("PAY.PUBLIC", "CN", "30日", "第九条第一款"),
    ("PAY.LARGE", "CN", "60日", "第九条第二款"),
    ("PAY.FORWARD", "CN", "10个工作日", "第二十五条第一款"),
    ("PAY.RESULT", "CN", "30日", "第二十五条第二款"),
    ("PEN.DECIDE", "CN", "90日", "第六十条"),
    ("PEN.SERVE", "CN", "7个工作日", "第六十一条第一款"),
    ("LIC.CORRECT", "410500", "即时", "第三十六条第二款"),
    ("LOCAL.ONLINE.PRECHECK", "410500", "1个工作日", "第四十二条第一款"),
    ("LOCAL.COMPANY", "410500", "即时或者1个工作日", "第三十九条"),
    ("LOCAL.PROPERTY", "410500", "1个工作日", "第四十条第一款"),
    ("CALL.HANDLE", "410500", "5个工作日", "第五十条第一款"),
    ("CALL.RETURN", "410500", "24小时", "第五十条第二款"),
    ("BAD.VERIFY", "410500", "1个工作日", "第五十二条第二款"),
    ("CALL.HANDLE", "370700", "5个工作日", "第二十条第一款"),
    ("CALL.HANDLE", "370100", "5个工作日", "第二十四条第一款"),
    ("CALL.DISPATCH", "110000", "即时", "第十一条第二款"),
    ("CR.OBJECT", "370100", "3个工作日", "第三十九条第二款"),
    ("CR.OBJECT.ASSISTED", "370000", "7个工作日", "第三十九条第二款"),
    ("CR.CORRECT", "370000", "3个工作日", "第四十条"),
    ("CR.PERIOD.ALL", "370000", "60个月", "第三十八条第一款"),
]


@pytest.mark.parametrize(("code", "place", "limit", "article"), STATED)
def test_the_catalogue_says_what_the_law_says(code: str, place: str, limit: str, article: str) -> None:
    rule = SHELF.clock_rule(code, DAY, place)
    assert (rule.limit_words, rule.basis.article, rule.basis.verified) == (limit, article, True)


UNVERIFIED = [
    # code, place, day, limit
    ("CALL.ANSWER", "CN", DAY, "15秒"),
    ("CALL.MEDIA", "CN", DAY, "3分钟"),
    ("CALL.MAILBOX", "CN", DAY, "24小时"),
    ("CALL.WEB.ACCEPT", "110000", DAY, "2小时"),
    ("CALL.RESPOND.DANGER", "110000", DAY, "2小时"),
    ("CALL.RESPOND.UTILITIES", "110000", DAY, "24小时"),
    ("CALL.RESPOND.GENERAL", "110000", DAY, "7日"),
    ("CALL.RESPOND.COMPLEX", "110000", DAY, "15日"),
    ("BAD.FIX", "CN", DAY, "即时或者15个工作日"),
    ("BAD.FIX", "371400", DAY, "即时或者5个工作日"),
    ("GRID.MANHOLE.MISSING", "CN", DAY, "2个紧急工作时"),
    ("GRID.MANHOLE.BROKEN", "431100", DAY, "4个工作时"),
    ("GRID.LIGHT.SWITCH", "CN", DAY, "2个工作时"),
    ("GRID.CHARGER.ABANDONED", "CN", DAY, "10个工作日"),
    ("BIZ.REVIEW", "420000", DAY, "3个工作日"),
    ("BIZ.HANDLE", "420100", DAY, "15个工作日"),
    ("BIZ.FEEDBACK", "420000", DAY, "5个工作日"),
    ("BIZ.ASSIGN", "430800", DAY, "24小时"),
    ("BIZ.HANDLE", "430800", DAY, "10个工作日"),
    ("CR.PUBLISH", "CN", DAY, "7个工作日"),
    ("CR.PERIOD.MAX", "CN", date(2026, 3, 31), "36个月"),
    ("CR.PERIOD.MAX", "CN", date(2026, 4, 1), "12个月"),
    ("CR.PERIOD.SEVERE.MAX", "CN", date(2026, 4, 1), "36个月"),
    ("DS.REPLY", "CN", date(2025, 7, 31), "10个工作日"),
    ("DS.DELIVER", "CN", date(2025, 8, 1), "20个工作日"),
    ("DS.REPLY.PUBLISHED", "140581", DAY, "5个工作日"),
    ("DS.CHECK", "140581", DAY, "2个工作日"),
    ("SITE.HOME", "CN", DAY, "14日"),
    ("SITE.ANSWER", "CN", DAY, "3个月"),
]


@pytest.mark.parametrize(("code", "place", "on", "limit"), UNVERIFIED)
def test_what_was_not_held_against_a_text_is_marked(code: str, place: str, on: date, limit: str) -> None:
    rule = SHELF.clock_rule(code, on, place)
    assert (rule.limit_words, rule.basis.verified) == (limit, False)
    assert "待核" in rule.basis.note


EFFECTS = [
    # code, effect, moment
    ("LIC.CORRECT", EffectKind.DEEMED_ACCEPTED, EffectMoment.START),
    ("LIC.RENEW", EffectKind.DEEMED_RENEWED, EffectMoment.EXPIRY),
    ("LIC.HEAR.ASK", EffectKind.RIGHT_LAPSES, EffectMoment.EXPIRY),
    ("LIC.DECIDE", EffectKind.SUPERVISION, EffectMoment.EXPIRY),
    ("FOI.THIRD", EffectKind.AGENCY_DECIDES, EffectMoment.EXPIRY),
    ("FOI.COOP", EffectKind.SILENCE_CONSENTS, EffectMoment.EXPIRY),
    ("FOI.CLARIFY.ANSWER", EffectKind.DEEMED_ABANDONED, EffectMoment.EXPIRY),
    ("CR.PERIOD.MAX", EffectKind.TERM_ENDS, EffectMoment.EXPIRY),
    ("SITE.ANSWER", EffectKind.SITE_FAILS, EffectMoment.EXPIRY),
]


@pytest.mark.parametrize(("code", "kind", "moment"), EFFECTS)
def test_silence_means_what_the_law_says(code: str, kind: EffectKind, moment: EffectMoment) -> None:
    breach = SHELF.clock_rule(code, DAY).breach
    assert (breach.kind, breach.moment) == (kind, moment)


EXTENSIONS = [
    ("LIC.DECIDE", "CN", 10, "本行政机关负责人"),
    ("LIC.JOINT", "CN", 15, "本级人民政府负责人"),
    ("FOI.REPLY", "CN", 20, "政府信息公开工作机构负责人"),
    ("PETITION.CLOSE", "CN", 30, "本机关、单位负责人"),
    ("PAY.RESULT", "CN", 60, "部门负责人"),
    ("CALL.HANDLE", "410500", 5, "承办单位负责人"),
]


@pytest.mark.parametrize(("code", "place", "most", "approver"), EXTENSIONS)
def test_extensions_are_those_of_the_law(code: str, place: str, most: int, approver: str) -> None:
    extension = SHELF.clock_rule(code, DAY, place).extension
    assert extension is not None
    assert (extension.most, extension.approver) == (most, approver)


def test_a_licence_pauses_for_the_eight_procedures_of_the_law_alone() -> None:
    grounds = [ground.title for ground in SHELF.clock_rule("LIC.DECIDE", DAY).grounds]
    assert grounds == ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"]
    assert SHELF.clock_rule("LIC.DELIVER", DAY).grounds == ()
    assert [ground.code for ground in SHELF.clock_rule("FOI.REPLY", DAY).grounds] == [
        "third-party",
        "co-producer",
    ]


def test_a_rule_of_the_city_wins_and_others_of_the_nation_stay() -> None:
    rules = SHELF.clock_rules(DAY, "410500")
    assert rules["LIC.CORRECT"].basis.jurisdiction == "410500"
    assert rules["LIC.DECIDE"].basis.jurisdiction == "CN"
    assert list(rules) == sorted(rules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.basis.pack}-{rule.code}")
def test_every_rule_runs_and_stands_on_something(rule: ClockRule) -> None:
    calendar = SHELF.calendar()
    start = datetime(2024, 9, 27, 15, tzinfo=calendar.zone)
    ends_at = start + timedelta(days=60) if rule.ends_before else None
    promised = Length(5, Unit.WORKING_DAY) if rule.is_given else None
    standing = stand(Clock(rule, start, promised=promised, ends_at=ends_at), calendar, start)
    assert standing.due_at is not None
    assert standing.due_at > start
    assert rule.basis.note
    assert rule.basis.article or not rule.basis.verified
    assert rule.starts_at_title


def test_codes_are_unique_where_they_hold() -> None:
    SHELF.check()
    found = [(rule.code, rule.basis.jurisdiction, rule.basis.valid_from) for rule in RULES]
    assert len(set(found)) == len(found) > 100


UNKNOWN = [
    # code, place, phrases
    ("FOI.REPLYY", "CN", ["没有这个时限规则", "应为：FOI.REPLY、"]),
    ("foi", "CN", ["FOI.REPLY", "xunzheng rules"]),
    ("ZZZZ", "CN", ["BAD.FIX", "xunzheng rules"]),
    ("", "CN", ["BAD.FIX"]),
    ("CALL.HANDLE", "431100", ["这一天、这个地区没有这条时限", "370700（2021-12-15 起）", "--region"]),
    ("CR.PERIOD.SEVERE.MAX", "CN", ["CN（2026-04-01 起）", "--on"]),
]


@pytest.mark.parametrize(("code", "place", "phrases"), UNKNOWN)
def test_an_unknown_rule_is_answered_with_near_ones(code: str, place: str, phrases: list[str]) -> None:
    with pytest.raises(UnknownCode) as refused:
        SHELF.clock_rule(code, DAY, place)
    for phrase in phrases:
        assert phrase in str(refused.value)


def test_where_a_rule_has_ended_its_end_is_told() -> None:
    with pytest.raises(UnknownCode, match="2026-04-01 止"):
        SHELF.clock_rule("CR.PERIOD.MIN.SAFETY", date(2026, 5, 1))


def test_near_codes_come_with_the_likest_first() -> None:
    assert nearest_codes("LIC.DECIDED", ["FOI.REPLY", "LIC.DECIDE", "LIC.RENEW"]) == [
        "LIC.DECIDE",
        "LIC.RENEW",
    ]


PACK = """
[pack]
form = "clocks"
kind = "test-clocks"
code = "test-clocks"
title = "虚构的时限"
version = "1"
jurisdiction = "CN"
valid_from = 2020-01-01
verified = true

[citation]
title = "虚构的规定"

[events]
received = "收到"
done = "办结"

[[grounds]]
code = "hearing"
title = "听证"

[[rules]]
code = "T.ONE"
title = "第一条"
starts_at = "received"
limit = "5 wd"
"""
SECOND = PACK[PACK.index("[[rules]]") :]


def of(text: str) -> ClockRule:
    """The last rule of a pack."""
    content = load_pack(text, "test.toml").content
    assert isinstance(content, ClockRules)
    return content.rules[-1]


def test_a_rule_is_read_with_all_that_it_may_say() -> None:
    more = """at_once_if_possible = true
restarts_on = "received"
closing = "midnight"
holiday_end = "next-working-day"
late_start = "next-working-day"
grounds = ["hearing"]
extension = { most = 5, approver = "负责人", tells_applicant = true, article = "第三条" }
breach = { effect = "supervision", moment = "start", sentence = "督办", article = "第四条" }
lights = { yellow = "50%", red = "75%" }
verified = false
to_check = "待核"
note = "说明"
"""
    rule = of(PACK + more)
    assert rule.extension is not None
    assert (rule.extension.most, rule.extension.times) == (5, 1)
    assert (rule.restarts_on_title, rule.closing, rule.holiday_end) == (
        "收到",
        "midnight",
        "next-working-day",
    )
    assert (rule.lights.yellow * 4, rule.lights.red * 4) == (2, 3)
    assert (rule.basis.verified, rule.basis.note, rule.note) == (False, "待核", "说明")
    assert of(PACK).lights == Lights()


BROKEN = [
    # replaced, by, where, what
    ('limit = "5 wd"', 'limit = "5 weeks"', "limit", "看不懂的时限"),
    ('limit = "5 wd"', 'limit = "soon"', "limit", "看不懂的时限"),
    ('limit = "5 wd"', 'limit = "0 wd"', "limit", "时限的数目不对"),
    ('limit = "5 wd"', 'limit = "until-end"', "limit", "没有写明届满的事件"),
    ('limit = "5 wd"', 'limit = "5 wd"\nends_before = "never"', "ends_before", "不认识的取值"),
    ('limit = "5 wd"', 'limit = "5 wd"\ngrounds = ["rain"]', "grounds", "没有这个暂停事由"),
    ('limit = "5 wd"', 'limit = "5 wd"\nverified = false', "to_check", "未核对的规则要写明待核对什么"),
    ('limit = "5 wd"', 'limit = "5 wd"\nbreach = { effect = "rain" }', "effect", "不认识的取值"),
    ('limit = "5 wd"', 'limit = "5 wd"\nbreach = { moment = "start" }', "effect", "缺少这个键"),
    ('limit = "5 wd"', 'limit = "5 wd"\nlights = { yellow = "90%", red = "10%" }', "亮灯", "亮灯的界限不对"),
    ('limit = "5 wd"', 'limit = "5 wd"\nextension = { most = 0, approver = "甲" }', "most", "数目不对"),
    (
        'limit = "5 wd"',
        'limit = "5 wd"\nextension = { most = 5, times = 1001, approver = "甲" }',
        "times",
        "数目不对",
    ),
    (
        'limit = "5 wd"',
        'limit = "at-once"\nextension = { most = 5, approver = "甲" }',
        "extension",
        "即时办理的不能延长",
    ),
    (
        'limit = "5 wd"',
        'limit = "5 wd"\nends_before = "done"\nextension = { most = 5, approver = "甲" }',
        "extension",
        "从届满倒算的时限不能延长、暂停",
    ),
    (
        'limit = "5 wd"',
        'limit = "5 wd"\nends_before = "done"\ngrounds = ["hearing"]',
        "grounds",
        "从届满倒算的时限不能延长、暂停",
    ),
    (
        'limit = "5 wd"',
        'limit = "given"\nends_before = "done"',
        "limit",
        "从届满倒算的时限要写数目",
    ),
    ('limit = "5 wd"', 'limit = "5 wd"\nlimt = "x"', "rules[0]", "不认识的键"),
    ('starts_at = "received"', 'starts_at = "now"', "starts_at", "不认识的取值"),
    ('code = "T.ONE"', 'code = "t.one"', "code", "编码写法不对"),
    ('title = "第一条"', 'title = "第一\\u001b[31m条"', "title", "含有控制字符"),
    ('title = "第一条"', 'title = "第一\\u202e条"', "title", "含有控制字符"),
    (SECOND, SECOND + SECOND, "code", "编码重复"),
    (SECOND, "", "rules", "没有规则"),
]


@pytest.mark.parametrize(("old", "new", "where", "what"), BROKEN)
def test_a_faulty_pack_is_refused_with_the_place(old: str, new: str, where: str, what: str) -> None:
    assert old in PACK
    with pytest.raises(RulePackError) as refused:
        of(PACK.replace(old, new))
    assert refused.value.what.startswith(what)
    assert where in refused.value.where


def test_two_laws_of_one_place_may_not_claim_one_code() -> None:
    one = load_pack(PACK, "one.toml")
    other = load_pack(PACK.replace("test-clocks", "other-clocks"), "other.toml")
    with pytest.raises(AmbiguousPack, match=r"T\.ONE.*test-clocks"):
        Shelf([one, other]).clock_rules(DAY)
    with pytest.raises(AmbiguousPack):
        Shelf([*SHELF.packs, one, other]).check()


LENGTHS = [
    ("20 wd", Length(20, Unit.WORKING_DAY)),
    (" 24h ", Length(24, Unit.HOUR)),
    ("3 mo", Length(3, Unit.MONTH)),
]


@pytest.mark.parametrize(("text", "length"), LENGTHS)
def test_a_length_is_read_as_it_is_written(text: str, length: Length) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize("text", ["", "wd", "20", "20 xx", "-5 wd", "５ wd"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert read_length(text) is None


def test_a_length_out_of_range_is_refused() -> None:
    with pytest.raises(Refusal, match="1 到 10000"):
        read_length("99999 wd")
