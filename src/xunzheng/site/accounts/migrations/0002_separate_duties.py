"""The triggers that keep the administrators' duties apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

from xunzheng.site.accounts.guards import guard, unguard


class Migration(migrations.Migration):
    """Creates them on the database in use."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("accounts", "0001_keep_accounts")]
    operations: ClassVar[list[Operation]] = [migrations.RunPython(guard, unguard)]
