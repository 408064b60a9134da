"""The tables of cases."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Creates the tables."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Series",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("last", models.IntegerField()),
            ],
            options={
                "db_table": "cases_series",
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("fired", models.IntegerField(default=0)),
                ("delivered", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "cases_watch",
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("process", models.CharField(max_length=60)),
                ("process_version", models.CharField(max_length=60)),
                ("parent", models.CharField(blank=True, max_length=60)),
                ("applicant", models.CharField(max_length=100)),
                ("organisation", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=12)),
                ("opened_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("version", models.IntegerField()),
                ("opened_branches", models.IntegerField(default=0)),
                ("outcome", models.CharField(max_length=60, null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("state", models.CharField(max_length=60)),
                ("held_by", models.CharField(max_length=60)),
                ("holder", models.CharField(max_length=100, null=True)),
                ("title", models.CharField(max_length=200)),
                ("applicant_name", models.CharField(blank=True, max_length=100)),
                ("clock", models.CharField(max_length=120, null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("promised_due_at", models.DateTimeField(null=True)),
                ("yellow_at", models.DateTimeField(null=True)),
                ("red_at", models.DateTimeField(null=True)),
                ("rank_at", models.DateTimeField()),
                ("is_paused", models.BooleanField(default=False)),
                ("is_breached", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "cases_case",
                "indexes": [
                    models.Index(fields=["applicant", "-opened_at"], name="case_of_applicant"),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["held_by", "rank_at", "id"],
                        name="case_due",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["held_by", "process", "yellow_at", "red_at", "due_at"],
                        name="case_light",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at__isnull", False)),
                        fields=["held_by", "process", "closed_at", "due_at"],
                        name="case_closed",
                    ),
                    models.Index(
                        condition=models.Q(("applicant_name", ""), _negated=True),
                        fields=["applicant_name"],
                        name="case_name",
                        opclasses=["varchar_pattern_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("parent", ""), _negated=True),
                        fields=["parent"],
                        name="case_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "clock",
                        "kind",
                        "item",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("clock", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("item", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("amount", models.IntegerField()),
                ("ground", models.CharField(max_length=60)),
                ("approver", models.CharField(max_length=100)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_adjustment",
            },
        ),
        migrations.CreateModel(
            name="Child",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("place", models.IntegerField()),
                ("process", models.CharField(max_length=60)),
                ("token", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=60, null=True)),
                ("is_closed", models.BooleanField()),
                ("outcome", models.CharField(max_length=60, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_child",
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("place", models.IntegerField()),
                ("rule", models.CharField(max_length=60)),
                ("token", models.CharField(max_length=60)),
                ("started_at", models.DateTimeField()),
                ("starts", models.IntegerField()),
                ("promised", models.CharField(blank=True, max_length=20)),
                ("restarted_from", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("breached_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_clock",
            },
        ),
        migrations.CreateModel(
            name="DoneCommand",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("version_before", models.IntegerField()),
                ("version_after", models.IntegerField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_command",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=100)),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_event",
            },
        ),
        migrations.CreateModel(
            name="Particular",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "kind",
                        "code",
                        "item",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=60)),
                ("item", models.IntegerField()),
                ("text", models.TextField(null=True)),
                ("is_personal", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_particular",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "kind",
                        "code",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=120)),
                ("times", models.IntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_tally",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "word", "case_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("word", models.CharField(max_length=20)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "db_table": "cases_word",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "number",
                        "channel",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.IntegerField()),
                ("channel", models.CharField(max_length=20)),
                ("try_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("parked_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_delivery",
                "indexes": [
                    models.Index(
                        condition=models.Q(("try_at__isnull", False)),
                        fields=["try_at", "case"],
                        name="delivery_due",
                    ),
                    models.Index(
                        condition=models.Q(("parked_at__isnull", False)),
                        fields=["parked_at"],
                        name="delivery_parked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("who", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "db_table": "cases_link",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "other", "kind"), name="link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("other")), _negated=True), name="link_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField()),
                ("code", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=60)),
                ("recipient", models.CharField(blank=True, max_length=100)),
                ("token", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("text_en", models.TextField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_message",
                "indexes": [
                    models.Index(
                        condition=models.Q(("recipient", ""), _negated=True),
                        fields=["recipient", "-at"],
                        name="message_of_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("reference", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=20)),
                ("size", models.BigIntegerField()),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("state", models.CharField(default="clean", max_length=12)),
                ("reason", models.TextField(blank=True)),
                ("given_by", models.CharField(max_length=100)),
                ("given_at", models.DateTimeField()),
                ("is_personal", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_paper",
                "indexes": [
                    models.Index(
                        condition=models.Q(("case", None)), fields=["given_at"], name="paper_unused"
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["given_at", "reference"],
                        name="paper_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id",
                        "token",
                        "role",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("token", models.CharField(max_length=60)),
                ("role", models.CharField(max_length=60)),
                ("process", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=60)),
                ("organisation", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=12)),
                ("holder", models.CharField(max_length=100, null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("yellow_at", models.DateTimeField(null=True)),
                ("red_at", models.DateTimeField(null=True)),
                ("rank_at", models.DateTimeField()),
                ("is_waiting", models.BooleanField()),
                ("is_first", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_task",
                "indexes": [
                    models.Index(
                        condition=models.Q(("holder__isnull", False), ("is_first", True)),
                        fields=["holder", "is_waiting", "rank_at", "case", "token"],
                        name="task_mine",
                    ),
                    models.Index(
                        condition=models.Q(("holder", None), ("is_waiting", False)),
                        fields=["organisation", "role", "rank_at", "case", "token"],
                        name="task_unclaimed",
                    ),
                    models.Index(
                        condition=models.Q(("is_first", True)),
                        fields=["organisation", "is_waiting", "rank_at", "case", "token"],
                        name="task_of_organisation",
                    ),
                    models.Index(
                        condition=models.Q(("is_first", True)),
                        fields=["organisation", "process", "rank_at", "case", "token"],
                        name="task_of_process",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("fires_at", models.DateTimeField()),
                ("clock", models.CharField(max_length=120)),
                ("token", models.CharField(max_length=60)),
                ("try_at", models.DateTimeField(null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("parked_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_timer",
                "indexes": [
                    models.Index(
                        condition=models.Q(("try_at__isnull", False)),
                        fields=["try_at", "case"],
                        name="timer_due",
                    ),
                    models.Index(
                        condition=models.Q(("parked_at__isnull", False)),
                        fields=["parked_at"],
                        name="timer_parked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("place", models.IntegerField()),
                ("state", models.CharField(max_length=60)),
                ("organisation", models.CharField(max_length=60)),
                ("branch", models.CharField(max_length=60, null=True)),
                ("fork", models.CharField(max_length=60, null=True)),
                ("parent", models.CharField(max_length=60, null=True)),
                ("party", models.CharField(max_length=100, null=True)),
                ("holder", models.CharField(max_length=100, null=True)),
                ("answerable", models.CharField(max_length=100, null=True)),
                ("came_from", models.CharField(max_length=60, null=True)),
                ("round", models.IntegerField()),
                ("is_ended", models.BooleanField()),
                ("is_withdrawn", models.BooleanField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "db_table": "cases_token",
                "indexes": [
                    models.Index(
                        condition=models.Q(("party__isnull", False)),
                        fields=["party", "case"],
                        name="token_party",
                    ),
                    models.Index(
                        condition=models.Q(("branch__isnull", False)),
                        fields=["organisation", "case"],
                        name="token_branch",
                    ),
                ],
            },
        ),
    ]
