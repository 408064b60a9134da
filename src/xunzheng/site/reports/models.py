"""The row of a kept report."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class KeptReport(models.Model):
    """A report that its owner asked to keep: the original bytes, found again by an unguessable token."""

    token: models.CharField[str, str] = models.CharField(max_length=43, unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=255)
    content: models.BinaryField[bytes, bytes] = models.BinaryField()
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    kept_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[models.Manager[KeptReport]] = models.Manager()

    def __str__(self) -> str:
        return self.name
