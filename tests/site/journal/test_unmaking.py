"""The tables of journal and registry can be taken away and made anew, guards and all."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("app", ["journal", "registry"])
def test_the_migration_goes_back_and_forth(app):
    MigrationExecutor(connection).migrate([(app, None)])
    assert not any(name.startswith(f"{app}_") for name in connection.introspection.table_names())
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert any(name.startswith(f"{app}_") for name in connection.introspection.table_names())
