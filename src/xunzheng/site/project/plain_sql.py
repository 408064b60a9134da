"""Rows of models by SQL that is written once: pages that everybody opens do not pay for composing it.

The ORM composes a statement anew each time, which costs ten times what the statement itself does. What
comes back are the same instances.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

Row = TypeVar("Row", bound=models.Model)


def select(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement. Values take the place of `%s`; moments come in UTC."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [_written(value) for value in values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [tuple(map(_read, row)) for row in rows] if connection.vendor == "sqlite" else rows


def rows_where(model: type[Row], rest: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows of the model, which is `m` in the rest of the statement (`WHERE m.case_id = %s`)."""
    table = model._meta.db_table
    found = select(f"SELECT {columns_of(model, 'm')} FROM {table} m {rest}", values)
    return [made(model, row) for row in found]


@cache
def columns_of(model: type[models.Model], name: str) -> str:
    """The columns of the model in the order of its fields, under the name that it has in the statement."""
    return ", ".join(f"{name}.{field.column}" for field in model._meta.concrete_fields)


@cache
def names_of(model: type[models.Model]) -> tuple[str, ...]:
    """The names of the model's columns as its instances have them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def made(model: type[Row], row: Sequence[Any]) -> Row:
    """The instance of a row that was selected with `columns_of`."""
    return model.from_db(DEFAULT_DB_ALIAS, names_of(model), row)


def marks(values: Sequence[Any]) -> str:
    """As many marks as there are values: `%s, %s`."""
    return ", ".join(["%s"] * len(values))


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _read(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if type(value) is datetime and value.tzinfo is None else value
