"""The rows of cases: their state, their events, and what follows from the state for people and worker.

`store` writes them in plain SQL; the models make the tables and serve the queries.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from xunzheng.site.cases.states import PaperState

# Lengths that both databases hold to; `limits` refuses what is longer before it gets here.
CODE = 60
PERSON = 100
NUMBER = 60
KEY = 120

if TYPE_CHECKING:  # Django's fields are generic for the type checker only
    _Text = models.CharField[str, str]
    _Maybe = models.CharField[str | None, str | None]
    _Moment = models.DateTimeField[datetime, datetime]
    _MaybeMoment = models.DateTimeField[datetime | None, datetime | None]
    _Flag = models.BooleanField[bool, bool]
    _Whole = models.IntegerField[int, int]


def _of_case() -> Any:
    """The case that a row belongs to; the row's own key begins with it, so that it needs no index more."""
    return models.ForeignKey("cases.Case", models.PROTECT, db_index=False, related_name="+")


class Case(models.Model):
    """A case: who asks what of whom, where it stands, and what lists and boards sort it by.

    The first block is the state that the events make; the second follows from it: where the main lane stands
    and who has it, and the moments of its most urgent clock. `rank_at` is `due_at`, or far away without one.
    """

    number: _Text = models.CharField(max_length=NUMBER, unique=True)
    process: _Text = models.CharField(max_length=CODE)
    process_version: _Text = models.CharField(max_length=CODE)
    parent: _Text = models.CharField(max_length=NUMBER, blank=True)
    applicant: _Text = models.CharField(max_length=PERSON)
    organisation: _Text = models.CharField(max_length=CODE)
    region: _Text = models.CharField(max_length=12)
    opened_at: _Moment = models.DateTimeField()
    last_at: _Moment = models.DateTimeField()
    version: _Whole = models.IntegerField()
    opened_branches: _Whole = models.IntegerField(default=0)
    outcome: _Maybe = models.CharField(max_length=CODE, null=True)
    closed_at: _MaybeMoment = models.DateTimeField(null=True)
    published_at: _MaybeMoment = models.DateTimeField(null=True)

    state: _Text = models.CharField(max_length=CODE)
    held_by: _Text = models.CharField(max_length=CODE)
    holder: _Maybe = models.CharField(max_length=PERSON, null=True)
    title: _Text = models.CharField(max_length=200)
    applicant_name: _Text = models.CharField(max_length=PERSON, blank=True)
    clock: _Maybe = models.CharField(max_length=KEY, null=True)
    due_at: _MaybeMoment = models.DateTimeField(null=True)
    promised_due_at: _MaybeMoment = models.DateTimeField(null=True)
    yellow_at: _MaybeMoment = models.DateTimeField(null=True)
    red_at: _MaybeMoment = models.DateTimeField(null=True)
    rank_at: _Moment = models.DateTimeField()
    is_paused: _Flag = models.BooleanField(default=False)
    is_breached: _Flag = models.BooleanField(default=False)

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
    number: _Whole = models.IntegerField()
    kind: _Text = models.CharField(max_length=CODE)
    at: _Moment = models.DateTimeField()
    who: _Text = models.CharField(max_length=PERSON)
    text: models.TextField[str, str] = models.TextField()

    objects: ClassVar[models.Manager[Event]] = models.Manager()

    class Meta:
        db_table = "cases_event"


class Token(models.Model):
    """Where the case stands in one lane; see `processes.case.Token`. `place` is its place among them."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: _Text = models.CharField(max_length=CODE)
    place: _Whole = models.IntegerField()
    state: _Text = models.CharField(max_length=CODE)
    organisation: _Text = models.CharField(max_length=CODE)
    branch: _Maybe = models.CharField(max_length=CODE, null=True)
    fork: _Maybe = models.CharField(max_length=CODE, null=True)
    parent: _Maybe = models.CharField(max_length=CODE, null=True)
    party: _Maybe = models.CharField(max_length=PERSON, null=True)
    holder: _Maybe = models.CharField(max_length=PERSON, null=True)
    answerable: _Maybe = models.CharField(max_length=PERSON, null=True)
    came_from: _Maybe = models.CharField(max_length=CODE, null=True)
    round: _Whole = models.IntegerField()
    is_ended: _Flag = models.BooleanField()
    is_withdrawn: _Flag = models.BooleanField()

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
    """A clock of the case; see `processes.case.RunningClock`. The due moments follow from it: none while paused."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: _Text = models.CharField(max_length=KEY)
    place: _Whole = models.IntegerField()
    rule: _Text = models.CharField(max_length=CODE)
    token: _Text = models.CharField(max_length=CODE)
    started_at: _Moment = models.DateTimeField()
    starts: _Whole = models.IntegerField()
    promised: _Text = models.CharField(max_length=20, blank=True)
    restarted_from: _MaybeMoment = models.DateTimeField(null=True)
    stopped_at: _MaybeMoment = models.DateTimeField(null=True)
    breached_at: _MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Clock]] = models.Manager()

    class Meta:
        db_table = "cases_clock"


class Adjustment(models.Model):
    """A pause or an extension of a clock (特别程序, GB/T 39046-2020 A.7): when, on what ground, who approved it.

    A pause runs from `at` to `until`, which is None while it lasts; an extension has an `amount` of units.
    """

    pk = models.CompositePrimaryKey("case_id", "clock", "kind", "item")
    case = _of_case()
    clock: _Text = models.CharField(max_length=KEY)
    kind: _Text = models.CharField(max_length=12)
    item: _Whole = models.IntegerField()
    at: _Moment = models.DateTimeField()
    until: _MaybeMoment = models.DateTimeField(null=True)
    amount: _Whole = models.IntegerField()
    ground: _Text = models.CharField(max_length=CODE)
    approver: _Text = models.CharField(max_length=PERSON)

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
    kind: _Text = models.CharField(max_length=12)
    code: _Text = models.CharField(max_length=CODE)
    item: _Whole = models.IntegerField()
    text: models.TextField[str | None, str | None] = models.TextField(null=True)
    is_personal: _Flag = models.BooleanField()

    objects: ClassVar[models.Manager[Particular]] = models.Manager()

    class Meta:
        db_table = "cases_particular"


class Tally(models.Model):
    """How often an action was taken, a fork joined, or that a timer has fired (once)."""

    pk = models.CompositePrimaryKey("case_id", "kind", "code")
    case = _of_case()
    kind: _Text = models.CharField(max_length=12)
    code: _Text = models.CharField(max_length=KEY)
    times: _Whole = models.IntegerField()

    objects: ClassVar[models.Manager[Tally]] = models.Manager()

    class Meta:
        db_table = "cases_tally"


class Child(models.Model):
    """A case of another process that this one opened; `number` once it is known."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = _of_case()
    key: _Text = models.CharField(max_length=CODE)
    place: _Whole = models.IntegerField()
    process: _Text = models.CharField(max_length=CODE)
    token: _Text = models.CharField(max_length=CODE)
    number: _Maybe = models.CharField(max_length=NUMBER, null=True)
    is_closed: _Flag = models.BooleanField()
    outcome: _Maybe = models.CharField(max_length=CODE, null=True)

    objects: ClassVar[models.Manager[Child]] = models.Manager()

    class Meta:
        db_table = "cases_child"


class Task(models.Model):
    """An open step in somebody's list: one row for each role that may take it up, the first marked.

    `is_waiting` where somebody else is waited for. `rank_at` is when it is due, or far away.
    """

    pk = models.CompositePrimaryKey("case_id", "token", "role")
    case = _of_case()
    token: _Text = models.CharField(max_length=CODE)
    role: _Text = models.CharField(max_length=CODE)
    process: _Text = models.CharField(max_length=CODE)
    state: _Text = models.CharField(max_length=CODE)
    organisation: _Text = models.CharField(max_length=CODE)
    region: _Text = models.CharField(max_length=12)
    holder: _Maybe = models.CharField(max_length=PERSON, null=True)
    due_at: _MaybeMoment = models.DateTimeField(null=True)
    yellow_at: _MaybeMoment = models.DateTimeField(null=True)
    red_at: _MaybeMoment = models.DateTimeField(null=True)
    rank_at: _Moment = models.DateTimeField()
    is_waiting: _Flag = models.BooleanField()
    is_first: _Flag = models.BooleanField()

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
    key: _Text = models.CharField(max_length=KEY)
    kind: _Text = models.CharField(max_length=12)
    fires_at: _Moment = models.DateTimeField()
    clock: _Text = models.CharField(max_length=KEY)
    token: _Text = models.CharField(max_length=CODE)
    try_at: _MaybeMoment = models.DateTimeField(null=True)
    attempts: _Whole = models.IntegerField(default=0)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    parked_at: _MaybeMoment = models.DateTimeField(null=True)

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
    number: _Whole = models.IntegerField()
    code: _Text = models.CharField(max_length=CODE)
    role: _Text = models.CharField(max_length=CODE)
    recipient: _Text = models.CharField(max_length=PERSON, blank=True)
    token: _Text = models.CharField(max_length=CODE, blank=True)
    at: _Moment = models.DateTimeField()
    text: models.TextField[str, str] = models.TextField()
    text_en: models.TextField[str, str] = models.TextField()
    read_at: _MaybeMoment = models.DateTimeField(null=True)

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
    number: _Whole = models.IntegerField()
    channel: _Text = models.CharField(max_length=20)
    try_at: _MaybeMoment = models.DateTimeField(null=True)
    attempts: _Whole = models.IntegerField(default=0)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    parked_at: _MaybeMoment = models.DateTimeField(null=True)
    delivered_at: _MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Delivery]] = models.Manager()

    class Meta:
        db_table = "cases_delivery"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["try_at", "case"], name="delivery_due", condition=Q(try_at__isnull=False)),
            models.Index(fields=["parked_at"], name="delivery_parked", condition=Q(parked_at__isnull=False)),
        ]


class DoneCommand(models.Model):
    """A command that was carried out, by its idempotency key: what it was, and which events it made."""

    key: _Text = models.CharField(max_length=KEY, primary_key=True)
    digest: _Text = models.CharField(max_length=64)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, db_index=False, related_name="+")
    version_before: _Whole = models.IntegerField()
    version_after: _Whole = models.IntegerField()
    at: _Moment = models.DateTimeField()

    objects: ClassVar[models.Manager[DoneCommand]] = models.Manager()

    class Meta:
        db_table = "cases_command"


class Series(models.Model):
    """The last number given in a series of case numbers."""

    code: _Text = models.CharField(max_length=CODE, primary_key=True)
    last: _Whole = models.IntegerField()

    objects: ClassVar[models.Manager[Series]] = models.Manager()

    class Meta:
        db_table = "cases_series"


class Paper(models.Model):
    """A file given to a case, or on its way to one: its content lies in the data directory, by its digest.

    Commands name it by `reference`. `case` is None until the command that gives it is done.
    """

    reference: _Text = models.CharField(max_length=32, primary_key=True)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    name: _Text = models.CharField(max_length=120)
    kind: _Text = models.CharField(max_length=20)
    size: models.BigIntegerField[int, int] = models.BigIntegerField()
    digest: _Text = models.CharField(max_length=64, db_index=True)
    state: _Text = models.CharField(max_length=12, default=PaperState.CLEAN.value)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    given_by: _Text = models.CharField(max_length=PERSON)
    given_at: _Moment = models.DateTimeField()
    is_personal: _Flag = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Paper]] = models.Manager()

    class Meta:
        db_table = "cases_paper"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["given_at"], name="paper_unused", condition=Q(case=None)),
            models.Index(
                fields=["given_at", "reference"], name="paper_waiting", condition=Q(state="waiting")
            ),
        ]


class Link(models.Model):
    """That two cases have to do with each other, read from `case` to `other`."""

    case: Any = models.ForeignKey("cases.Case", models.PROTECT, db_index=False, related_name="+")
    other: Any = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind: _Text = models.CharField(max_length=20)
    who: _Text = models.CharField(max_length=PERSON)
    at: _Moment = models.DateTimeField()
    note: _Text = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Link]] = models.Manager()

    class Meta:
        db_table = "cases_link"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="link_of_two"),
        ]


class Word(models.Model):
    """A word, or two characters that stand beside each other, in the title of a case: what search looks up."""

    pk = models.CompositePrimaryKey("word", "case_id")
    word: _Text = models.CharField(max_length=20)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Word]] = models.Manager()

    class Meta:
        db_table = "cases_word"


class Watch(models.Model):
    """A worker that is, or was, at work: when it was last seen, and what it has done since it began."""

    name: _Text = models.CharField(max_length=100, primary_key=True)
    started_at: _Moment = models.DateTimeField()
    seen_at: _Moment = models.DateTimeField()
    fired: _Whole = models.IntegerField(default=0)
    delivered: _Whole = models.IntegerField(default=0)

    objects: ClassVar[models.Manager[Watch]] = models.Manager()

    class Meta:
        db_table = "cases_watch"
