"""The row of a kept batch."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class KeptBatch(models.Model):
    """A batch that its owner handed in: its reports and results lie in a folder named by the token."""

    token: models.CharField[str, str] = models.CharField(max_length=43, unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=100, blank=True)
    kept_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)

    objects: ClassVar[models.Manager[KeptBatch]] = models.Manager()

    def __str__(self) -> str:
        return self.name or self.token[:8]
