"""The rows of cases: their state, their events, and what follows from the state for people and worker.

`store` writes them in plain SQL; the models make the tables and serve the queries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from xunzheng.site.cases.columns import CODE, KEY, NUMBER, PERSON
from xunzheng.site.cases.models_beside import Chore, DoneCommand, Link, Paper, Series, Watch, Word

__all__ = [
    "Adjustment",
    "Case",
    "Child",
    "Chore",
    "Clock",
    "Delivery",
    "DoneCommand",
    "Event",
    "Link",
    "Message",
    "Paper",
    "Particular",
    "Series",
    "Tally",
    "Task",
    "Timer",
    "Token",
    "Watch",
    "Word",
]

if TYPE_CHECKING:
    from xunzheng.site.cases.columns import Flag, Maybe, MaybeMoment, Moment, Text, Whole


def _of_case() -> Any:
    """The case that a row belongs to; the row's own key begins with it, so that it needs no index more."""
    return models.ForeignKey("cases.Case", models.PROTECT, db_index=False, related_name="+")


class Case(models.Model):
    """A case: who asks what of whom, where it stands, and what lists and boards sort it by.

    The first block is the state that the events make; the second follows from it: where the main lane stands
    and who has it, and the moments of its most urgent clock. `rank_at` is `due_at`, or far away without one.
    """

    number: Text = models.CharField(max_length=NUMBER, unique=True)
    process: Text = models.CharField(max_length=CODE)
    process_version: Text = models.CharField(max_length=CODE)
    parent: Text = models.CharField(max_length=NUMBER, blank=True)
    applicant: Text = models.CharField(max_length=PERSON)
    organisation: Text = models.CharField(max_length=CODE)
    region: Text = models.CharField(max_length=12)
    opened_at: Moment = models.DateTimeField()
    last_at: Moment = models.DateTimeField()
    version: Whole = models.IntegerField()
    opened_branches: Whole = models.IntegerField(default=0)
    outcome: Maybe = models.CharField(max_length=CODE, null=True)
    closed_at: MaybeMoment = models.DateTimeField(null=True)
    published_at: MaybeMoment = models.DateTimeField(null=True)

    state: Text = models.CharField(max_length=CODE)
    held_by: Text = models.CharField(max_length=CODE)
    holder: Maybe = models.CharField(max_length=PERSON, null=True)
    title: Text = models.CharField(max_length=200)
    applicant_name: Text = models.CharField(max_length=PERSON, blank=True)
    clock: Maybe = models.CharField(max_length=KEY, null=True)
    due_at: MaybeMoment = models.DateTimeField(null=True)
    promised_due_at: MaybeMoment = models.DateTimeField(null=True)
    yellow_at: MaybeMoment = models.DateTimeField(null=True)
    red_at: MaybeMoment = models.DateTimeField(null=True)
    rank_at: Moment = models.DateTimeField()
    is_paused: Flag = models.BooleanField(default=False)
    is_breached: Flag = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Case]] = models.Manager()

    class Meta:
        db_table = "cases_case"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["applicant", "-opened_at"], name="case_of_applicant"),
            models.Index(fields=["held_by", "rank_at", "id"], name="case_due", condition=Q(closed_at=None)),
            models.Index(
                fields=["held_by", "process", "yellow_at", "red_at", "due_at"],
                name="case_light",
                condition=Q(closed_at=None),
            ),
            models.Index(
                fields=["held_by", "process", "closed_at", "due_at"],
                name="case_closed",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["applicant_name"],
                name="case_name",
                opclasses=["varchar_pattern_ops"],
                condition=~Q(applicant_name=""),
            ),
            models.Index(fields=["parent"], name="case_parent", condition=~Q(parent="")),
        ]

    def __str__(self) -> str:
        return self.number


class Event(models.Model):
    """An event: its number within the case from 1 without a gap, and its canonical text."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case = _of_case()
    number: Whole = models.IntegerField()
    kind: Text = models.CharField(max_length=CODE)
    at: Moment = models.DateTimeField()
    who: Text = models.CharField(max_length=PERSON)
    text: models.TextField[str, str] = models.TextField()

    objects: ClassVar[models.Manager[Event]] = models.Manager()

    class Meta:
        db_table = "cases_event"


class Token(models.Model):
    """Where the case stands in one lane; see `processes.case.Token`. `place` is its place among them."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: Text = models.CharField(max_length=CODE)
    place: Whole = models.IntegerField()
    state: Text = models.CharField(max_length=CODE)
    organisation: Text = models.CharField(max_length=CODE)
    branch: Maybe = models.CharField(max_length=CODE, null=True)
    fork: Maybe = models.CharField(max_length=CODE, null=True)
    parent: Maybe = models.CharField(max_length=CODE, null=True)
    party: Maybe = models.CharField(max_length=PERSON, null=True)
    holder: Maybe = models.CharField(max_length=PERSON, null=True)
    answerable: Maybe = models.CharField(max_length=PERSON, null=True)
    came_from: Maybe = models.CharField(max_length=CODE, null=True)
    round: Whole = models.IntegerField()
    is_ended: Flag = models.BooleanField()
    is_withdrawn: Flag = models.BooleanField()

    objects: ClassVar[models.Manager[Token]] = models.Manager()

    class Meta:
        db_table = "cases_token"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "case"], name="token_party", condition=Q(party__isnull=False)),
            models.Index(
                fields=["organisation", "case"], name="token_branch", condition=Q(branch__isnull=False)
            ),
        ]


class Clock(models.Model):
    """A clock of the case; see `processes.case.RunningClock`. Its due moments are not kept: they follow."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: Text = models.CharField(max_length=KEY)
    place: Whole = models.IntegerField()
    rule: Text = models.CharField(max_length=CODE)
    token: Text = models.CharField(max_length=CODE)
    started_at: Moment = models.DateTimeField()
    starts: Whole = models.IntegerField()
    promised: Text = models.CharField(max_length=20, blank=True)
    restarted_from: MaybeMoment = models.DateTimeField(null=True)
    stopped_at: MaybeMoment = models.DateTimeField(null=True)
    breached_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Clock]] = models.Manager()

    class Meta:
        db_table = "cases_clock"


class Adjustment(models.Model):
    """A pause or extension of a clock (特别程序, GB/T 39046-2020 A.7): when, on what ground, by whom.

    A pause runs from `at` to `until`, which is None while it lasts; an extension has an `amount` of units.
    """

    pk = models.CompositePrimaryKey("case_id", "clock", "kind", "item")
    case = _of_case()
    clock: Text = models.CharField(max_length=KEY)
    kind: Text = models.CharField(max_length=12)
    item: Whole = models.IntegerField()
    at: Moment = models.DateTimeField()
    until: MaybeMoment = models.DateTimeField(null=True)
    amount: Whole = models.IntegerField()
    ground: Text = models.CharField(max_length=CODE)
    approver: Text = models.CharField(max_length=PERSON)

    objects: ClassVar[models.Manager[Adjustment]] = models.Manager()

    class Meta:
        db_table = "cases_adjustment"


class Particular(models.Model):
    """One item of what is known of the case: a value of a field, a paper of a material, a party of a role.

    Lists have items from 1; a single text has item 0. An empty list is item 0 without a text. `is_personal`
    marks the values of personal fields: they are shown masked, and reading them is journalled.
    """

    pk = models.CompositePrimaryKey("case_id", "kind", "code", "item")
    case = _of_case()
    kind: Text = models.CharField(max_length=12)
    code: Text = models.CharField(max_length=CODE)
    item: Whole = models.IntegerField()
    text: models.TextField[str | None, str | None] = models.TextField(null=True)
    is_personal: Flag = models.BooleanField()

    objects: ClassVar[models.Manager[Particular]] = models.Manager()

    class Meta:
        db_table = "cases_particular"


class Tally(models.Model):
    """How often an action was taken, a fork joined, or that a timer has fired (once)."""

    pk = models.CompositePrimaryKey("case_id", "kind", "code")
    case = _of_case()
    kind: Text = models.CharField(max_length=12)
    code: Text = models.CharField(max_length=KEY)
    times: Whole = models.IntegerField()

    objects: ClassVar[models.Manager[Tally]] = models.Manager()

    class Meta:
        db_table = "cases_tally"


class Child(models.Model):
    """A case of another process that this one opened; `number` once it is known."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: Text = models.CharField(max_length=CODE)
    place: Whole = models.IntegerField()
    process: Text = models.CharField(max_length=CODE)
    token: Text = models.CharField(max_length=CODE)
    number: Maybe = models.CharField(max_length=NUMBER, null=True)
    is_closed: Flag = models.BooleanField()
    outcome: Maybe = models.CharField(max_length=CODE, null=True)

    objects: ClassVar[models.Manager[Child]] = models.Manager()

    class Meta:
        db_table = "cases_child"


class Task(models.Model):
    """An open step in somebody's list: one row for each role that may take it up, the first marked.

    `is_waiting` where somebody else is waited for. `rank_at` is when it is due, or far away.
    """

    pk = models.CompositePrimaryKey("case_id", "token", "role")
    case = _of_case()
    token: Text = models.CharField(max_length=CODE)
    role: Text = models.CharField(max_length=CODE)
    process: Text = models.CharField(max_length=CODE)
    state: Text = models.CharField(max_length=CODE)
    organisation: Text = models.CharField(max_length=CODE)
    region: Text = models.CharField(max_length=12)
    holder: Maybe = models.CharField(max_length=PERSON, null=True)
    due_at: MaybeMoment = models.DateTimeField(null=True)
    yellow_at: MaybeMoment = models.DateTimeField(null=True)
    red_at: MaybeMoment = models.DateTimeField(null=True)
    rank_at: Moment = models.DateTimeField()
    is_waiting: Flag = models.BooleanField()
    is_first: Flag = models.BooleanField()

    objects: ClassVar[models.Manager[Task]] = models.Manager()

    class Meta:
        db_table = "cases_task"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["holder", "is_waiting", "rank_at", "case", "token"],
                name="task_mine",
                condition=Q(holder__isnull=False, is_first=True),
            ),
            models.Index(
                fields=["organisation", "role", "rank_at", "case", "token"],
                name="task_unclaimed",
                condition=Q(holder=None, is_waiting=False),
            ),
            models.Index(
                fields=["organisation", "is_waiting", "rank_at", "case", "token"],
                name="task_of_organisation",
                condition=Q(is_first=True),
            ),
            models.Index(
                fields=["organisation", "process", "rank_at", "case", "token"],
                name="task_of_process",
                condition=Q(is_first=True),
            ),
        ]


class Timer(models.Model):
    """A moment at which the worker must act on a case. `try_at` is when it tries next, None once parked."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: Text = models.CharField(max_length=KEY)
    kind: Text = models.CharField(max_length=12)
    fires_at: Moment = models.DateTimeField()
    clock: Text = models.CharField(max_length=KEY)
    token: Text = models.CharField(max_length=CODE)
    try_at: MaybeMoment = models.DateTimeField(null=True)
    attempts: Whole = models.IntegerField(default=0)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    parked_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Timer]] = models.Manager()

    class Meta:
        db_table = "cases_timer"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["try_at", "case"], name="timer_due", condition=Q(try_at__isnull=False)),
            models.Index(fields=["parked_at"], name="timer_parked", condition=Q(parked_at__isnull=False)),
        ]


class Message(models.Model):
    """What is said to somebody about a case, as it stands on his page; `number` is that of its event."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case = _of_case()
    number: Whole = models.IntegerField()
    code: Text = models.CharField(max_length=CODE)
    role: Text = models.CharField(max_length=CODE)
    recipient: Text = models.CharField(max_length=PERSON, blank=True)
    token: Text = models.CharField(max_length=CODE, blank=True)
    at: Moment = models.DateTimeField()
    text: models.TextField[str, str] = models.TextField()
    text_en: models.TextField[str, str] = models.TextField()
    read_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Message]] = models.Manager()

    class Meta:
        db_table = "cases_message"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recipient", "-at"], name="message_of_person", condition=~Q(recipient="")),
        ]


class Delivery(models.Model):
    """A message to be brought over one channel: the outbox. `try_at` is None once delivered or parked."""

    pk = models.CompositePrimaryKey("case_id", "number", "channel")
    case = _of_case()
    number: Whole = models.IntegerField()
    channel: Text = models.CharField(max_length=20)
    try_at: MaybeMoment = models.DateTimeField(null=True)
    attempts: Whole = models.IntegerField(default=0)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    parked_at: MaybeMoment = models.DateTimeField(null=True)
    delivered_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Delivery]] = models.Manager()

    class Meta:
        db_table = "cases_delivery"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["try_at", "case"], name="delivery_due", condition=Q(try_at__isnull=False)),
            models.Index(fields=["parked_at"], name="delivery_parked", condition=Q(parked_at__isnull=False)),
        ]
