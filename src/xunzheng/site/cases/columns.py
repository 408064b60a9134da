"""The lengths and types of the columns of cases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

# Lengths that both databases hold to; `limits` refuses what is longer before it gets here.
CODE = 60
PERSON = 100
NUMBER = 60
KEY = 120

if TYPE_CHECKING:  # Django's fields are generic for the type checker only
    Text = models.CharField[str, str]
    Maybe = models.CharField[str | None, str | None]
    Moment = models.DateTimeField[datetime, datetime]
    MaybeMoment = models.DateTimeField[datetime | None, datetime | None]
    Flag = models.BooleanField[bool, bool]
    Whole = models.IntegerField[int, int]
