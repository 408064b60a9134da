"""The tables of the journal with the database's own guard of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

from xunzheng.site.journal.guards import BEGIN_LANES, POSTGRESQL_GUARDS, POSTGRESQL_UNGUARDED, SQLITE_GUARDS


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers in the database's own language."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_GUARDS, None)
        return
    for statement in SQLITE_GUARDS.values():
        editor.execute(statement, None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers, before the tables go."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_UNGUARDED, None)
        return
    for name in SQLITE_GUARDS:
        editor.execute(f"DROP TRIGGER {name}", None)


class Migration(migrations.Migration):
    """Creates the tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Lane",
            fields=[
                ("lane", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={"db_table": "journal_lane"},
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "lane", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("lane", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=60)),
                ("who", models.CharField(max_length=200)),
                ("about", models.CharField(max_length=200)),
                ("content", models.TextField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("algorithm", models.CharField(max_length=6)),
            ],
            options={
                "db_table": "journal_entry",
                "indexes": [
                    models.Index(fields=["at"], name="journal_at"),
                    models.Index(fields=["kind", "at"], name="journal_kind_at"),
                    models.Index(fields=["who", "at"], name="journal_who_at"),
                    models.Index(fields=["about", "at"], name="journal_about_at"),
                ],
            },
        ),
        migrations.RunSQL(BEGIN_LANES, migrations.RunSQL.noop),
        migrations.RunPython(guard, unguard),
    ]
