"""A city at work: offices, people of every role, and cases in every state, made through the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import PASSWORD, sign_in
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account, Appointment
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.cases.links import link
from xunzheng.site.cases.papers import keep_paper
from xunzheng.site.cases.retrying import TIMERS
from xunzheng.site.cases.services import Asked, Command, Done, fire_timer, open_case, perform
from xunzheng.site.cases.states import LinkKind
from xunzheng.site.registry.models import Organisation

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 20, 10, 0, tzinfo=ZONE)
"""Tuesday, the eighth working day after the holidays of National Day 2026."""
CITY, REGION, PROCESS = "431100-zf", "431100", "foi-request"
OFFICE = "431100-xzsp"
OFFICES = {
    "431100-xzsp": "永州市行政审批服务局",
    "431100-zjj": "永州市住房和城乡建设局",
    "431100-zrzy": "永州市自然资源和规划局",
}
SUBJECTS = (
    "2025年城市道路维修资金使用情况", "零陵古城改造项目环评批复", "冷水滩区2026年征地补偿安置方案",
    "市中心医院新院区规划许可证及附图", "湘江西路雨污分流工程中标通知书", "2026年度保障性住房分配名单",
    "永州大道公交专用道设置论证材料", "市民中心物业服务采购合同", "梅湾路小学扩建用地批准文件",
    "餐厨垃圾处理厂特许经营协议", "历史建筑保护名录调整会议纪要", "老旧小区加装电梯补贴发放明细",
    "2025年机关运行经费决算说明", "滨江公园夜间照明招标文件", "营商环境问题整改台账",
    "农村宅基地审批流程和样表", "河道采砂许可发放情况", "公租房违规转租查处结果",
    "道路挖掘许可审批表（湘永路段）", "智慧停车项目可行性研究报告", "城市更新片区房屋测绘成果",
    "政务服务大厅窗口考核办法",
)  # fmt: skip
NAMES = (
    "李四喜",
    "王秀兰",
    "张建国",
    "刘桂英",
    "陈志强",
    "杨晓燕",
    "周明",
    "何永红",
    "唐小军",
    "蒋玉梅",
    "欧阳文",
)


@dataclass(frozen=True, slots=True)
class City:
    """The people of the city by what they are, and the numbers of its cases by how far they were brought."""

    people: Mapping[str, Account]
    cases: Mapping[str, list[str]]

    def walk(
        self, days_ago: int = 12, subject: str = SUBJECTS[0], name: str = NAMES[1], office: str = OFFICE
    ) -> Walk:
        """A request that was sent in so many days ago."""
        return Walk(self, office, subject, name, days_ago)

    def browser(self, who: str, **options: Any) -> Client:
        """A browser in which he is signed in."""
        return sign_in(self.people[who], **options)

    def actor(self, who: str) -> Actor:
        """Somebody as the engine knows him."""
        return actor_for(self.people[who], timezone.now())


def person(login: str, name: str, *held: tuple[str, str], kind: str = "staff") -> Account:
    """An account that has held the roles in the organisations for years."""
    now = timezone.now()
    account = Account.objects.create(
        login=login, name=name, kind=kind, password=make_password(PASSWORD), password_set_at=now,
        must_change_password=False, failures_since=now - timedelta(days=400), made_at=now,
    )  # fmt: skip
    for role, organisation in held:
        Appointment.objects.create(
            account=account,
            role=role,
            organisation=organisation,
            valid_from=date(2020, 1, 1),
            appointed_at=now,
        )
    return account


def found_offices() -> None:
    """The organisations, since 2019."""
    rows = {CITY: ("永州市人民政府", ""), **{code: (name, CITY) for code, name in OFFICES.items()}}
    for code, (name, parent) in rows.items():
        Organisation.objects.create(
            code=code, name=name, parent=parent, region=REGION, kind="bureau", valid_from=date(2019, 1, 13)
        )


def found_people() -> dict[str, Account]:
    """People of every role: each office has its own, and the city its supervisor, leader and auditor."""
    found = {
        "applicant": person("citizen", NAMES[0], kind="citizen"),
        "other": person("other", "甲乙丙", kind="citizen"),
    }
    surnames = iter(
        ("赵敏", "钱进", "孙丽", "吴刚", "郑洁", "冯涛", "褚卫", "卫红", "蒋欣", "沈立", "韩梅", "杨光")
    )
    for code in OFFICES:
        short = code.partition("-")[2]
        for role in ("receiver", "handler", "approver"):
            found[f"{role}-{short}"] = person(f"{role}-{short}", next(surnames), (role, code))
    found["handler2-xzsp"] = person("handler2-xzsp", "何苗", ("handler", "431100-xzsp"))
    found["supervisor"] = person("supervisor", "督小明", ("supervisor", CITY))
    found["leader"] = person("leader", "陆市长", ("leader", CITY))
    found["auditor"] = person("auditor", "沈计", ("auditor", CITY))
    found["system-admin"] = person("system-admin", "管理员", ("system-admin", ""))
    return found


class Walk:
    """One case on its way: who does what on which day, from the day it was opened on."""

    def __init__(
        self, city: City, office: str, subject: str, name: str, days_ago: int, channel: str = "internet"
    ) -> None:
        self.city, self.short = city, office.partition("-")[2]
        self.at = (NOW - timedelta(days=days_ago)).replace(hour=9, minute=20)
        values = {
            "channel": channel, "applicant_kind": "citizen", "applicant_name": name, "content": subject,
            "identity": "431100199001010011", "contact": "13812345678", "form_wanted": "electronic",
            "delivery": "internet",
        }  # fmt: skip
        key = f"open-{office}-{subject}-{days_ago}".encode().hex()[-100:]
        actor = city.actor("applicant")
        done = open_case(PROCESS, Asked(office, REGION, values), actor, key, self.at)
        assert isinstance(done, Done), done
        self.done = done

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"/cases/{self.done.number}/"

    def do(self, who: str, action: str, after_days: int = 0, **given: Any) -> Walk:
        """The action, some days later; `who` is a role of the office, or somebody of the city."""
        self.at = min(self.at + timedelta(days=after_days, minutes=17), NOW - timedelta(minutes=1))
        actor = self.city.actor(who if who in self.city.people else f"{who}-{self.short}")
        key = f"{self.done.number}-{self.done.version}-{action}"
        done = perform(self.done.case_id, Command(action, **given), actor, key, self.done.version, self.at)
        assert isinstance(done, Done), done
        self.done = done
        return self

    def registered(self) -> Walk:
        """Registered on the day."""
        return self.do("receiver", "register-confirmed", values={"confirmed_on": self.at.date().isoformat()})

    def claimed(self) -> Walk:
        """Registered and claimed on the next day."""
        return self.registered().do("handler", "claim", 1)

    def clear(self) -> Walk:
        """Claimed, and its content found clear."""
        return self.claimed().do("handler", "confirm-clear")

    def unclear(self) -> Walk:
        """The applicant is asked to clarify."""
        values = {"clarify_what": "请写明所需信息的年度和路段", "clarify_days": "10"}
        return self.do("handler", "ask-clarification", 1, values=values)

    def clarified(self) -> Walk:
        """The applicant has answered, a week later."""
        return self.do("applicant", "clarify", 7, values={"clarified_content": "2025年全年"})

    def extended(self) -> Walk:
        """The time to reply is extended to the utmost."""
        values = {"extension_days": "20", "extension_reason": "涉及多个单位，检索量大"}
        return self.do("approver", "extend", 9, values=values)

    def approved(self) -> Walk:
        """The draft is approved."""
        return self.do("approver", "approve", 1, values={"publish": "no"})

    def withdrawn(self) -> Walk:
        """The applicant has withdrawn it."""
        return self.do("applicant", "withdraw", 2, note="已经从其他渠道得到")

    def consulting(self) -> Walk:
        """A third party and another office are asked, with a letter."""
        letter = self.paper("征求意见书.pdf")
        parties = {"third_parties": ("湘江建设集团有限公司", "陆小凤"), "agencies": (_other(self.short),)}
        walk = self.do("handler", "consult", 2, values=parties, materials={"letter": (letter,)})
        received = {"letter_received_on": self.at.date().isoformat()}
        return walk.do("handler", "third-received", 0, token="third.1", values=received)

    def drafted(self, decision: str = "given") -> Walk:
        """Drafted, with the reply and the documents."""
        given = {"decision": decision, "answer": "您申请公开的信息见附件。"}
        if decision == "partly-given":
            given |= {
                "refuse_ground": "15-privacy",
                "refuse_reason": "涉及个人住址和电话",
                "redacted": "第3页的住址和电话",
            }
        materials = {
            "reply": (self.paper("答复书.pdf"),),
            "documents": (self.paper("附件：资金使用明细表.pdf"),),
        }
        return self.do("handler", "draft", 2, values=given, materials=materials)

    def answered(self, after_days: int = 1, decision: str = "given") -> Walk:
        """Approved and delivered."""
        walk = self.drafted(decision).do("approver", "approve", after_days, values={"publish": "yes"})
        return walk.do("handler", "deliver", 1, values={"answered_on": walk.at.date().isoformat()})

    def paper(self, name: str) -> str:
        """A paper of the handler's, uploaded."""
        kept = keep_paper(
            [b"%PDF-1.4\n" + name.encode() * 400], name, self.city.actor(f"handler-{self.short}"), self.at
        )
        assert not hasattr(kept, "reasons"), kept
        return str(kept.reference)


def _other(short: str) -> str:
    return next(code for code in OFFICES if not code.endswith(short))


PATHS: Mapping[str, tuple[int, Any]] = {
    "received": (1, lambda walk: walk),
    "unclaimed": (4, lambda walk: walk.registered()),
    "handling": (12, lambda walk: walk.clear()),
    "clarifying": (15, lambda walk: walk.claimed().unclear()),
    "clarified": (40, lambda walk: walk.claimed().unclear().clarified()),
    "consulting": (33, lambda walk: walk.clear().consulting()),
    "extended": (47, lambda walk: walk.clear().extended()),
    "reviewing": (26, lambda walk: walk.clear().drafted()),
    "approved": (24, lambda walk: walk.clear().drafted().approved()),
    "answered": (25, lambda walk: walk.clear().answered()),
    "partly": (23, lambda walk: walk.clear().answered(decision="partly-given")),
    "late": (46, lambda walk: walk.clear().answered(37)),
    "withdrawn": (18, lambda walk: walk.registered().withdrawn()),
    "overdue": (39, lambda walk: walk.clear()),
    "urgent": (34, lambda walk: walk.clear()),
}  # fmt: skip


def build_city(rounds: int = 5) -> City:
    """Offices, people, and in each round a case of every path, all through the services; timers fired."""
    found_offices()
    city = City(found_people(), {path: [] for path in PATHS})
    offices = list(OFFICES)
    for number in range(rounds * len(PATHS)):
        path = list(PATHS)[number % len(PATHS)]
        days_ago, go = PATHS[path]
        office = offices[0] if number % 7 < 4 else offices[1 + number % 2]
        walk = Walk(
            city, office, SUBJECTS[(number * 7) % len(SUBJECTS)], NAMES[number % len(NAMES)],
            days_ago + number // len(PATHS) % 3,
        )  # fmt: skip
        city.cases[path].append(go(walk).done.number)
    fire_timers(NOW)
    return city


def fire_timers(now: datetime) -> int:
    """Let everything fire that is due; how many."""
    fired = 0
    while due := TIMERS.due(now, 500):
        for each in due:
            fire_timer(*each.key, now)
        fired += len(due)
    return fired


def link_two(city: City, one: str, two: str) -> None:
    """Say that two cases tell the same matter."""
    link(one, two, LinkKind.DUPLICATE, "同一申请人同日重复提出", city.actor("handler-xzsp"), NOW)
