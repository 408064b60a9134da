"""The database's own guard of the registry: the periods of one code never overlap."""

from __future__ import annotations

from typing import Final

TABLES: Final = (
    "registry_region", "registry_organisation", "registry_hall", "registry_window", "registry_post"
)  # fmt: skip

# Both sides of the exclusion are ranges, which need no extension of the server: the code stands in it as the
# range of just its 64-bit hash.
POSTGRESQL: Final = (
    "ALTER TABLE {table} ADD CONSTRAINT {table}_apart EXCLUDE USING gist ("
    " int8range(hashtextextended(code, 0), hashtextextended(code, 0), '[]') WITH &&,"
    " daterange(valid_from, valid_to, '[)') WITH &&) WHERE (withdrawn_at IS NULL)"
)
POSTGRESQL_UNGUARDED: Final = "ALTER TABLE {table} DROP CONSTRAINT {table}_apart"

_OVERLAP: Final = (
    "SELECT RAISE(ABORT, 'the periods of one code overlap') WHERE NEW.withdrawn_at IS NULL AND EXISTS ("
    " SELECT 1 FROM {table} WHERE code = NEW.code AND id IS NOT NEW.id AND withdrawn_at IS NULL"
    " AND (NEW.valid_to IS NULL OR valid_from < NEW.valid_to)"
    " AND (valid_to IS NULL OR NEW.valid_from < valid_to));"
)
SQLITE: Final = {
    "{table}_apart_added": (
        f"CREATE TRIGGER {{table}}_apart_added AFTER INSERT ON {{table}} BEGIN {_OVERLAP} END"
    ),
    "{table}_apart_changed": (
        f"CREATE TRIGGER {{table}}_apart_changed AFTER UPDATE ON {{table}} BEGIN {_OVERLAP} END"
    ),
}
