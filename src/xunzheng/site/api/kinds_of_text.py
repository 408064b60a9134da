"""The kinds of texts that programs send: codes, days, moments, marks of a place in a list."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import date, datetime
from typing import Annotated, Any, Final

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from xunzheng.site.api.problems import Fault, Problem

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 1900, 2999


class Sent(Schema):
    """What a program sends: nothing that is not declared, and no value of another type in place of one."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _read_day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("日期写成 2024-09-27。")
    day = date.fromisoformat(value)
    _check_year(day.year)
    return day


def _read_moment(value: Any) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("时刻写成 2024-09-27T15:00:00+08:00；不写时区的是当地时间。")
    moment = datetime.fromisoformat(value)
    _check_year(moment.year)
    return moment


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")


Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime,
    BeforeValidator(_read_moment),
    WithJsonSchema(
        {"type": "string", "format": "date-time", "description": "RFC 3339; without an offset: local time"}
    ),
]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@:-]{0,59}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
Place = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,12}$")]
# No control characters: they are no part of a name or a search.
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,120}$")]
Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
Size = Annotated[int, Field(ge=1, le=200)]


def mark(*parts: object) -> str:
    """A place in a list, as the next page is asked for by it."""
    text = " ".join(str(part) for part in parts)
    return base64.urlsafe_b64encode(text.encode()).decode("ascii").rstrip("=")


def marked_number(cursor: str | None) -> int | None:
    """The number that `mark` made the cursor of. Problem `invalid` for another text."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        number = int(text) if text.isdigit() else -1
    except (ValueError, binascii.Error):
        number = -1
    if not 0 <= number < 2**63:
        raise wrong_cursor()
    return number


def wrong_cursor() -> Problem:
    """The refusal of a place in a list that is none."""
    detail = "翻页的位置认不出来，应是上一页给出的 next；请从第一页看起。"
    return Problem("invalid", errors=[Fault("query.cursor", "cursor", detail)])
