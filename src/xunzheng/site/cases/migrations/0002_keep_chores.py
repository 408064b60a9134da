"""The work that one worker does for all: the daily round, and reckoning anew after a change of packs."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps
from django.utils import timezone


def know_the_packs(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What the cases are due by from now on: a later change of packs is told from these."""
    from xunzheng.site.cases.library import library

    now: datetime = timezone.now()
    apps.get_model("cases", "Chore").objects.using(editor.connection.alias).create(
        name="reckoning", key=library().digest, begun_at=now, done_at=now, leased_until=now
    )


class Migration(migrations.Migration):
    """Creates the table."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("cases", "0001_keep_cases")]

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Chore",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64)),
                ("after", models.BigIntegerField(default=0)),
                ("seen", models.IntegerField(default=0)),
                ("moved", models.IntegerField(default=0)),
                ("failed", models.IntegerField(default=0)),
                ("worker", models.CharField(blank=True, max_length=100)),
                ("leased_until", models.DateTimeField()),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "cases_chore"},
        ),
        migrations.RunPython(know_the_packs, migrations.RunPython.noop),
    ]
