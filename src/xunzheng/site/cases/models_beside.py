"""The rows that stand beside a case: what was done under a key, papers, links, words, workers, chores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from xunzheng.site.cases.columns import CODE, KEY, PERSON
from xunzheng.site.cases.states import PaperState

if TYPE_CHECKING:
    from xunzheng.site.cases.columns import Flag, MaybeMoment, Moment, Text, Whole


class DoneCommand(models.Model):
    """A command that was carried out, by its idempotency key: what it was, and which events it made."""

    key: Text = models.CharField(max_length=KEY, primary_key=True)
    digest: Text = models.CharField(max_length=64)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, db_index=False, related_name="+")
    version_before: Whole = models.IntegerField()
    version_after: Whole = models.IntegerField()
    at: Moment = models.DateTimeField()

    objects: ClassVar[models.Manager[DoneCommand]] = models.Manager()

    class Meta:
        db_table = "cases_command"


class Series(models.Model):
    """The last number given in a series of case numbers."""

    code: Text = models.CharField(max_length=CODE, primary_key=True)
    last: Whole = models.IntegerField()

    objects: ClassVar[models.Manager[Series]] = models.Manager()

    class Meta:
        db_table = "cases_series"


class Paper(models.Model):
    """A file given to a case, or on its way to one: its content lies in the data directory, by its digest.

    Commands name it by `reference`. `case` is None until the command that gives it is done.
    """

    reference: Text = models.CharField(max_length=32, primary_key=True)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    name: Text = models.CharField(max_length=120)
    kind: Text = models.CharField(max_length=20)
    size: models.BigIntegerField[int, int] = models.BigIntegerField()
    digest: Text = models.CharField(max_length=64, db_index=True)
    state: Text = models.CharField(max_length=12, default=PaperState.CLEAN.value)
    reason: models.TextField[str, str] = models.TextField(blank=True)
    given_by: Text = models.CharField(max_length=PERSON)
    given_at: Moment = models.DateTimeField()
    is_personal: Flag = models.BooleanField(default=False)

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
    kind: Text = models.CharField(max_length=20)
    who: Text = models.CharField(max_length=PERSON)
    at: Moment = models.DateTimeField()
    note: Text = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Link]] = models.Manager()

    class Meta:
        db_table = "cases_link"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "other", "kind"], name="link_once"),
            models.CheckConstraint(condition=~Q(case=models.F("other")), name="link_of_two"),
        ]


class Word(models.Model):
    """A word, or two neighbouring characters, in the title of a case: what search looks up."""

    pk = models.CompositePrimaryKey("word", "case_id")
    word: Text = models.CharField(max_length=20)
    case: Any = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Word]] = models.Manager()

    class Meta:
        db_table = "cases_word"


class Watch(models.Model):
    """A worker that is, or was, at work: when it was last seen, and what it has done since it began."""

    name: Text = models.CharField(max_length=100, primary_key=True)
    started_at: Moment = models.DateTimeField()
    seen_at: Moment = models.DateTimeField()
    fired: Whole = models.IntegerField(default=0)
    delivered: Whole = models.IntegerField(default=0)

    objects: ClassVar[models.Manager[Watch]] = models.Manager()

    class Meta:
        db_table = "cases_watch"


class Chore(models.Model):
    """Work for all cases that one worker does at a time, until `leased_until`; whoever dies loses it then.

    `key` tells one doing of it from the next: the day, the digest of the packs. `after` is the last case that
    was looked at; `seen`, `moved` and `failed` count the cases.
    """

    name: Text = models.CharField(max_length=20, primary_key=True)
    key: Text = models.CharField(max_length=64)
    after: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    seen: Whole = models.IntegerField(default=0)
    moved: Whole = models.IntegerField(default=0)
    failed: Whole = models.IntegerField(default=0)
    worker: Text = models.CharField(max_length=PERSON, blank=True)
    leased_until: Moment = models.DateTimeField()
    begun_at: Moment = models.DateTimeField()
    done_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Chore]] = models.Manager()

    class Meta:
        db_table = "cases_chore"
