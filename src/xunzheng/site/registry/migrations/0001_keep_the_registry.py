"""The dated tables of the registry with the database's own guard of their periods."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

from xunzheng.site.registry.guards import POSTGRESQL, POSTGRESQL_UNGUARDED, SQLITE, TABLES


def guard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the periods of one code apart: by constraints on PostgreSQL, by triggers on SQLite."""
    statements = [POSTGRESQL] if editor.connection.vendor == "postgresql" else SQLITE.values()
    for table in TABLES:
        for statement in statements:
            editor.execute(statement.format(table=table), None)


def unguard(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the guard, before the tables go."""
    is_postgresql = editor.connection.vendor == "postgresql"
    statements = [POSTGRESQL_UNGUARDED] if is_postgresql else [f"DROP TRIGGER {name}" for name in SQLITE]
    for table in TABLES:
        for statement in statements:
            editor.execute(statement.format(table=table), None)


class Migration(migrations.Migration):
    """Creates the tables."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Hall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("successor", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "registry_hall",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="hall_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="hall_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("successor", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("uscc", models.CharField(blank=True, db_index=True, max_length=18)),
                ("parent", models.CharField(blank=True, db_index=True, max_length=40)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("kind", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "registry_organisation",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="organisation_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("successor", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("organisation", models.CharField(db_index=True, max_length=40)),
            ],
            options={
                "db_table": "registry_post",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="post_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="post_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("successor", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("parent", models.CharField(blank=True, db_index=True, max_length=40)),
                ("level", models.CharField(max_length=20)),
            ],
            options={
                "db_table": "registry_region",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="region_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="region_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Window",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(db_index=True, max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("successor", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("hall", models.CharField(db_index=True, max_length=40)),
                ("organisation", models.CharField(blank=True, db_index=True, max_length=40)),
            ],
            options={
                "db_table": "registry_window",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="window_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("code",),
                        name="window_open_once",
                    ),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
