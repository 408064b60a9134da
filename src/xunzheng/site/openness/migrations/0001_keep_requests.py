"""The tables of requests: codes, links, redactions, published answers."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Creates them."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="QueryCode",
            fields=[
                ("number", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "openness_query_code",
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(db_index=True, max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("original", models.BinaryField()),
                ("original_digest", models.CharField(max_length=64)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "openness_redaction",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "openness_attempt",
                "indexes": [models.Index(fields=["kind", "digest", "at"], name="openness_attempt_recent")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("token", models.CharField(max_length=60)),
                ("party", models.CharField(max_length=100)),
                ("role", models.CharField(max_length=20)),
                ("about", models.TextField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_by", models.CharField(max_length=100)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "openness_invitation",
                "indexes": [models.Index(fields=["number", "token"], name="openness_invited")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("agency", models.CharField(max_length=40)),
                ("agency_name", models.CharField(max_length=200)),
                ("outcome", models.CharField(max_length=60)),
                ("answered_on", models.DateField()),
                ("text", models.TextField()),
                ("published_by", models.CharField(max_length=100)),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "openness_publication",
                "indexes": [models.Index(fields=["-answered_on", "-id"], name="openness_published_latest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("number",),
                        name="openness_published_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                (
                    "redaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="openness.redaction",
                    ),
                ),
            ],
            options={
                "db_table": "openness_copy",
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.IntegerField()),
                ("reference", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=120)),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="openness.publication",
                    ),
                ),
            ],
            options={
                "db_table": "openness_published_file",
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "place"), name="openness_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Omission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.IntegerField()),
                ("start", models.IntegerField()),
                ("length", models.IntegerField()),
                ("ground", models.CharField(max_length=60)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "redaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="omissions",
                        to="openness.redaction",
                    ),
                ),
            ],
            options={
                "db_table": "openness_omission",
                "constraints": [
                    models.UniqueConstraint(fields=("redaction", "place"), name="openness_omission_once")
                ],
            },
        ),
    ]
