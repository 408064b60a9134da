"""The dated rows of the registry: each holds from a day until before another, and is never overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models


class Dated(models.Model):
    """What was so in the half-open period [valid_from, valid_to), in days; without an end as far as known.

    A row that was a mistake is withdrawn, not deleted: it counts for nothing, and shows what was thought.
    """

    code: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    name: models.CharField[str, str] = models.CharField(max_length=200)
    successor: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    valid_from: models.DateField[date, date] = models.DateField()
    valid_to: models.DateField[date | None, date | None] = models.DateField(null=True)
    withdrawn_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to__isnull=True, withdrawn_at__isnull=True),
                name="%(class)s_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Region(Dated):
    """A region: province, city, county, and the towns and villages below."""

    parent: models.CharField[str, str] = models.CharField(max_length=40, blank=True, db_index=True)
    level: models.CharField[str, str] = models.CharField(max_length=20)

    objects: ClassVar[models.Manager[Region]] = models.Manager()

    class Meta(Dated.Meta):
        db_table = "registry_region"


class Organisation(Dated):
    """An organisation (机构): a bureau, its divisions, a town government, a hall's management."""

    uscc: models.CharField[str, str] = models.CharField(max_length=18, blank=True, db_index=True)
    parent: models.CharField[str, str] = models.CharField(max_length=40, blank=True, db_index=True)
    region: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    kind: models.CharField[str, str] = models.CharField(max_length=40)

    objects: ClassVar[models.Manager[Organisation]] = models.Manager()

    class Meta(Dated.Meta):
        db_table = "registry_organisation"


class Hall(Dated):
    """A service hall (政务大厅) and the organisation that runs it."""

    organisation: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    region: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    address: models.CharField[str, str] = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Hall]] = models.Manager()

    class Meta(Dated.Meta):
        db_table = "registry_hall"


class Window(Dated):
    """A window (窗口) of a hall, and the organisation that serves at it, where it is one."""

    hall: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)
    organisation: models.CharField[str, str] = models.CharField(max_length=40, blank=True, db_index=True)

    objects: ClassVar[models.Manager[Window]] = models.Manager()

    class Meta(Dated.Meta):
        db_table = "registry_window"


class Post(Dated):
    """A post (岗位) of an organisation; its name is its title."""

    organisation: models.CharField[str, str] = models.CharField(max_length=40, db_index=True)

    objects: ClassVar[models.Manager[Post]] = models.Manager()

    class Meta(Dated.Meta):
        db_table = "registry_post"
