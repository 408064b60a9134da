"""Fills an empty site with an invented city, so that there is something to look at: people, requests,
answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import merge

from django.conf import settings
from django.utils.timezone import localdate

from xunzheng.processes.case import Value
from xunzheng.refusal import Refusal
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import CITIZEN, STAFF, Account
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.roles import ADMINISTRATORS, Role
from xunzheng.site.accounts.services.appointing import appoint
from xunzheng.site.accounts.services.first_start import Made
from xunzheng.site.accounts.services.journalling import COMMAND_LINE
from xunzheng.site.accounts.services.people import make_account
from xunzheng.site.accounts.words import ACCOUNT_WORDS
from xunzheng.site.cases.library import library
from xunzheng.site.cases.looking import look
from xunzheng.site.cases.models import Case, Timer
from xunzheng.site.cases.papers import keep_paper
from xunzheng.site.cases.services import Command, Refused, fire_timer, perform
from xunzheng.site.openness import demo_stories as tale
from xunzheng.site.openness import forms, redacting
from xunzheng.site.openness.letters import Heads, reply
from xunzheng.site.openness.marks import omissions
from xunzheng.site.openness.publishing import Draft, given_papers, publish
from xunzheng.site.openness.services import ask, keep_letter
from xunzheng.site.openness.visitors import command_key, visitor
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.services import change

_REGION = "431100"
_FOUNDED = date(2019, 1, 13)
_DAYS_BACK = 60
_OF_AGENCY = (Role.RECEIVER, Role.HANDLER, Role.APPROVER, Role.EDITOR)
_OF_CITY = (Role.SUPERVISOR, Role.LEADER, Role.AUDITOR, Role.REGISTRAR)
_SHORT = {tale.BUREAU: "", tale.HOUSING: ".housing", tale.TRANSPORT: ".transport"}
_ORIGINAL = (
    "工程竣工验收报告\n一、工程概况：道路全长 1.8 公里，2025 年 4 月开工，11 月竣工。\n"
    "二、施工单位联系人赵某某，联系电话 13874600000。\n三、投标报价 2345.6 万元。\n四、验收结论：合格。"
)
_MARKED = (
    _ORIGINAL.replace("赵某某", "⟦15-privacy:与工程无关的个人信息|赵某某⟧")
    .replace("13874600000", "⟦15-privacy|13874600000⟧")
    .replace("2345.6 万元", "⟦15-commercial:第三方不同意公开|2345.6 万元⟧")
)


class DemoRefused(Refusal):
    """演示数据不能放进这个站点。"""


@dataclass(slots=True)
class _Stage:
    """Where the stories are played: the people by login, and the requests that have been made."""

    people: dict[str, Account] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)

    def actor(self, role: str, agency: str, now: datetime) -> Actor:
        return actor_for(self.people[f"{role}{_SHORT[agency]}"], now)


def fill(now: datetime, say: Callable[[str], None] = lambda _: None) -> list[Made]:
    """Fill the empty site; the accounts that were made, with their passwords.

    All is done by the services that do it otherwise, in the order of time, as if the past sixty working days
    had gone by. Raises DemoRefused by HTTPS and where there are accounts or cases already.
    """
    _refuse_unless_empty()
    calendar = library().calendar(_REGION)
    begin = calendar.opens_at(calendar.days.add(localdate(now), -_DAYS_BACK)) - timedelta(hours=1)
    stage = _Stage()
    _found_city(stage, begin)
    say("机构和人员")
    plots = [_moments(number, story, now) for number, story in enumerate(tale.stories())]
    for at, number, story, step in merge(*plots, key=lambda each: (each[0], each[1])):
        _let_time_pass(at)
        if step is None:
            stage.numbers[number] = _ask(number, story, at)
        else:
            _play(stage, number, story, step, at)
    _let_time_pass(now)
    say(f"{len(stage.numbers)} 件申请")
    Account.objects.update(must_change_password=False, password_set_at=now)
    return stage.made


def _refuse_unless_empty() -> None:
    wrong = "站点以 HTTPS 提供服务" if settings.HTTPS else ""
    if Account.objects.exists() or Case.objects.exists():
        wrong = "已经有账户或者办件"
    if wrong:
        raise DemoRefused(
            "不能放进演示数据", where="数据库", expected="没有账户和办件、不用 HTTPS 的站点", found=wrong,
            advice="请另设一个数据目录（XUNZHENG_DATA_DIR）再试。",
        )  # fmt: skip


def _found_city(stage: _Stage, at: datetime) -> None:
    kind = KINDS["organisation"]
    top = {"name": "永州市人民政府", "region": _REGION, "kind": "政府", "parent": "", "uscc": ""}
    change(kind, "YZ", top, _FOUNDED, COMMAND_LINE.id or "demo", at)
    for code, name in tale.AGENCIES.items():
        fields = {"name": name, "region": _REGION, "kind": "部门", "parent": "YZ", "uscc": ""}
        change(kind, code, fields, _FOUNDED, "demo", at)
    for code in tale.AGENCIES:
        for role in _OF_AGENCY:
            _person(stage, f"{role}{_SHORT[code]}", role, code, at)
    for role in _OF_CITY:
        _person(stage, role.value, role, "YZ", at)
    _person(stage, "co-producer", Role.CO_PRODUCER, tale.TRANSPORT, at)
    for role in sorted(ADMINISTRATORS):
        _person(stage, role.value, role, "", at)
    account, password = make_account("citizen", tale.NAMES[0], CITIZEN, COMMAND_LINE, at, 1)
    stage.people["citizen"] = account
    stage.made.append(Made(account.login, account.name, password))


def _person(stage: _Stage, login: str, role: Role, agency: str, at: datetime) -> None:
    title = ACCOUNT_WORDS[f"role-{role}"].zh
    account, password = make_account(login, f"演示{title}", STAFF, COMMAND_LINE, at)
    appoint(account, role, agency, COMMAND_LINE, at)
    stage.people[login] = account
    stage.made.append(
        Made(login, f"{tale.AGENCIES.get(agency, '全市' if agency else '全站')}，{title}", password)
    )


def _moments(
    number: int, story: tale.Story, now: datetime
) -> list[tuple[datetime, int, tale.Story, tale.Step | None]]:
    """The moments of a story that have come by now, first the asking (step None)."""
    calendar = library().calendar(_REGION)
    first = calendar.days.add(localdate(now), -story.days_ago)
    asked = calendar.opens_at(first) + timedelta(minutes=7 * (number % 20))
    moments: list[tuple[datetime, int, tale.Story, tale.Step | None]] = [
        (min(asked, now), number, story, None)
    ]
    for place, step in enumerate(story.steps):
        on = calendar.days.add(first, step.day)
        at = calendar.opens_at(on).replace(hour=step.hour) + timedelta(minutes=number % 50, seconds=place)
        if at > now:
            break
        moments.append((at, number, story, step))
    return moments


def _ask(number: int, story: tale.Story, at: datetime) -> str:
    agency, subject = tale.SUBJECTS[story.subject]
    known = {
        "agency": agency,
        "subject": subject,
        "phone": f"138746{number:05d}",
        "name": tale.NAMES[story.name],
    }
    if story.kind == "company":
        known |= {
            "applicant_kind": "legal-person",
            "name": f"{tale.COMPANY}（{number}）",
            "uscc": "12441500196720244T",
            "representative": tale.NAMES[story.name],
        }
    else:
        known |= {"id_kind": "other", "id_number": f"DEMO-{number:04d}"}
    key = _key(number)
    made = ask(forms.empty(**known), {}, visitor(key), key, at)
    assert not isinstance(made, Refused), made
    return made.done.number


def _play(stage: _Stage, number: int, story: tale.Story, step: tale.Step, at: datetime) -> None:
    agency = tale.SUBJECTS[story.subject][0]
    who = visitor(_key(number)) if step.who == "applicant" else stage.actor(step.who, agency, at)
    case = Case.objects.get(number=stage.numbers[number])
    values: dict[str, Value] = {
        name: localdate(at).isoformat() if value == "today" else value for name, value in step.values.items()
    }
    materials: dict[str, tuple[str, ...]] = {}
    if step.action == "register-confirmed":
        values["confirmed_on"] = localdate(at).isoformat()
    elif step.action == "draft":
        materials = _documents(case.number, values, who, at)
    elif step.action == "deliver":
        values["answered_on"] = localdate(at).isoformat()
        materials = {"reply": _letter(case.number, agency, who, at)}
    command = Command(step.action, step.token, values, materials, note=step.note)
    key = command_key(f"demo-{number}-{step.day}-{step.action}-00000")
    done = perform(case.pk, command, who, key, case.version, at)
    assert not isinstance(done, Refused), (case.number, step, done)
    if step.action == "deliver" and story.is_published:
        _publish(stage, case.number, agency, at)


def _documents(number: str, values: dict[str, Value], who: Actor, at: datetime) -> dict[str, tuple[str, ...]]:
    """The information given: a text, or for an answer in part the copies of a redaction."""
    if values["decision"] == "given":
        paper = keep_paper(["所申请的信息（演示）。\n".encode()], "所申请的信息.txt", who, at)
        assert not isinstance(paper, Refused)
        return {"documents": (paper.reference,)}
    if values["decision"] != "partly-given":
        return {}
    original = redacting.read_original(_ORIGINAL.encode(), "竣工验收报告.txt")
    redaction = redacting.start(number, original, who, at)
    redacted = redacting.finish(redaction, _MARKED, "竣工验收报告（部分公开）", who, at)
    assert not isinstance(redacted, Refused)
    values["redacted"] = omissions(redacted.spans)
    return {"documents": tuple(copy.reference for copy in redaction.copies.order_by("name"))}


def _letter(number: str, agency: str, who: Actor, at: datetime) -> tuple[str, ...]:
    seen = look(number, who, at)
    assert seen is not None
    heads = Heads(tale.AGENCIES[agency], localdate(at))
    letter = reply(seen.actual, seen.definition, seen.actual.values, heads, seen.law.calendar)
    kept = keep_letter(letter, who, at)
    assert not isinstance(kept, Refused)
    return kept


def _publish(stage: _Stage, number: str, agency: str, at: datetime) -> None:
    editor = stage.actor(Role.EDITOR, agency, at)
    seen = look(number, editor, at)
    assert seen is not None
    files = tuple(paper.reference for paper in given_papers(seen))
    draft = Draft(seen.title, str(seen.actual.values["answer"]), files, is_checked=True)
    assert not isinstance(publish(seen, draft, tale.AGENCIES[agency], editor, at), Refused)


def _let_time_pass(until: datetime) -> None:
    """Let the timers fire that are due, each at its own moment."""
    due = Timer.objects.filter(fires_at__lte=until).order_by("fires_at", "key")
    for case, key, fires_at in list(due.values_list("case", "key", "fires_at")):
        fire_timer(case, key, fires_at)


def _key(number: int) -> str:
    return f"demonstration-request-{number:04d}"
