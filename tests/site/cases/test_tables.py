"""The statements of the store, the models and the rows say the same."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.apps import apps
from django.core.management import call_command

from xunzheng.processes.case import Child, RunningClock, Token
from xunzheng.site.cases import tables
from xunzheng.site.cases.tables import CASE, Table

TABLES = [each for each in vars(tables).values() if isinstance(each, Table)]
MODELS = {model._meta.db_table: model for model in apps.get_app_config("cases").get_models()}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_the_columns_of_its_model(table: Table) -> None:
    columns = {field.column for field in MODELS[table.name]._meta.concrete_fields}
    own = {"id"} if table is CASE else {"case_id"}
    assert columns - own == {*table.key, *table.columns}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_moments_of_a_table_are_the_model_s(table: Table) -> None:
    moments = {
        f.column for f in MODELS[table.name]._meta.concrete_fields if f.get_internal_type() == "DateTimeField"
    }
    assert {table.columns[place] for place in table.moments} == moments


@pytest.mark.parametrize(
    ("table", "record", "apart"),
    [
        (tables.TOKEN, Token, {"id", "key", "place"}),
        (tables.CLOCK, RunningClock, {"key", "place", "pauses", "extensions"}),
        (tables.CHILD, Child, {"key", "place", "case", "number"}),
    ],
)
def test_a_table_has_every_part_of_the_state(table: Table, record: type, apart: set[str]) -> None:
    assert {field.name for field in fields(record)} - apart == set(table.columns) - apart


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", "cases", check=True, dry_run=True, verbosity=0)
