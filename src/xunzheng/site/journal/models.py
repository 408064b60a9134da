"""The rows of the journal: its entries, and the head of each lane. Written by `services.append` alone."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

LONGEST_KIND = 60
LONGEST_WHO = 200
LONGEST_ABOUT = 200
DIGEST_LENGTH = 64
MOST_LANES = 256


class Lane(models.Model):
    """The head of one chain: the number and digest of its last entry. Locked while entries are added.

    All 256 rows are made with the table (number 0, digest zeros), for rows that are made on demand by
    several writers at once would let them wait for each other in a ring.
    """

    lane: models.SmallIntegerField[int, int] = models.SmallIntegerField(primary_key=True)
    number: models.BigIntegerField[int, int] = models.BigIntegerField()
    digest: models.CharField[str, str] = models.CharField(max_length=DIGEST_LENGTH)

    objects: ClassVar[models.Manager[Lane]] = models.Manager()

    class Meta:
        db_table = "journal_lane"

    def __str__(self) -> str:
        return f"{self.lane}-{self.number}"


class Entry(models.Model):
    """One entry: what happened (`kind`), who did it, to what (`about`), when, and its link to the one before.

    Numbers of a lane run from 1 without a gap. `content` is canonical JSON, exactly as it was digested;
    `previous` is the digest of the entry before it, zeros for the first.
    """

    pk = models.CompositePrimaryKey("lane", "number")
    lane: models.SmallIntegerField[int, int] = models.SmallIntegerField()
    number: models.BigIntegerField[int, int] = models.BigIntegerField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    kind: models.CharField[str, str] = models.CharField(max_length=LONGEST_KIND)
    who: models.CharField[str, str] = models.CharField(max_length=LONGEST_WHO)
    about: models.CharField[str, str] = models.CharField(max_length=LONGEST_ABOUT)
    content: models.TextField[str, str] = models.TextField()
    previous: models.CharField[str, str] = models.CharField(max_length=DIGEST_LENGTH)
    digest: models.CharField[str, str] = models.CharField(max_length=DIGEST_LENGTH)
    algorithm: models.CharField[str, str] = models.CharField(max_length=6)

    objects: ClassVar[models.Manager[Entry]] = models.Manager()

    class Meta:
        db_table = "journal_entry"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="journal_at"),
            models.Index(fields=["kind", "at"], name="journal_kind_at"),
            models.Index(fields=["who", "at"], name="journal_who_at"),
            models.Index(fields=["about", "at"], name="journal_about_at"),
        ]

    def __str__(self) -> str:
        return f"{self.lane}-{self.number}"
