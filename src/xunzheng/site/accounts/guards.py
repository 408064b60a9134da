"""What the database itself refuses of appointments, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Final

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from xunzheng.site.accounts.roles import ADMINISTRATORS

_ADMINISTRATORS: Final = ", ".join(f"'{role.value}'" for role in sorted(ADMINISTRATORS))
# Of two appointments that overlap, neither of them empty, one is to an administrator's role.
_CONFLICT: Final = f"""
    SELECT 1 FROM accounts_appointment AS other
    WHERE other.account_id = NEW.account_id AND other.id <> NEW.id AND other.role <> NEW.role
      AND (other.role IN ({_ADMINISTRATORS}) OR NEW.role IN ({_ADMINISTRATORS}))
      AND (other.valid_to IS NULL OR other.valid_from < other.valid_to)
      AND (NEW.valid_to IS NULL OR NEW.valid_from < NEW.valid_to)
      AND (other.valid_to IS NULL OR NEW.valid_from < other.valid_to)
      AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
"""
_CITIZEN: Final = "SELECT 1 FROM accounts_account WHERE id = NEW.account_id AND kind = 'citizen'"
SENTENCE: Final = "separation of duties"
"""What the database says when it refuses a pair of roles."""

_SQLITE: Final = tuple(
    f"""
    CREATE TRIGGER accounts_duties_{event.lower()} AFTER {event} ON accounts_appointment
    BEGIN
      SELECT RAISE(ABORT, '{SENTENCE}') WHERE EXISTS ({_CONFLICT});
      SELECT RAISE(ABORT, 'citizens hold no office') WHERE EXISTS ({_CITIZEN});
    END
    """
    for event in ("INSERT", "UPDATE")
)
# The row of the account is locked first: of two appointments at once the second sees the first.
_POSTGRESQL: Final = (
    f"""
    CREATE FUNCTION accounts_duties() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM accounts_account WHERE id = NEW.account_id FOR UPDATE;
      IF EXISTS ({_CONFLICT}) THEN
        RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation';
      END IF;
      IF EXISTS ({_CITIZEN}) THEN
        RAISE EXCEPTION 'citizens hold no office' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER accounts_duties AFTER INSERT OR UPDATE ON accounts_appointment
    FOR EACH ROW EXECUTE FUNCTION accounts_duties()
    """,
)
_DROPS: Final = {
    "sqlite": ("DROP TRIGGER accounts_duties_insert", "DROP TRIGGER accounts_duties_update"),
    "postgresql": ("DROP TRIGGER accounts_duties ON accounts_appointment", "DROP FUNCTION accounts_duties()"),
}


def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of the database in use."""
    _run(editor, _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL)


def unguard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them."""
    _run(editor, _DROPS[editor.connection.vendor])


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
