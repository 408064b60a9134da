"""The database's own guard of the journal: what is written stays, and a new entry follows the last one."""

from __future__ import annotations

from typing import Final

from xunzheng.site.journal.digests import GENESIS

BEGIN_LANES: Final = "INSERT INTO journal_lane (lane, number, digest) VALUES " + ", ".join(
    f"({lane}, 0, '{GENESIS}')" for lane in range(256)
)

# INSERT OR REPLACE deletes without asking the triggers of deletion: those of insertion must refuse it.
SQLITE_GUARDS: Final = {
    "journal_entry_kept": """
        CREATE TRIGGER journal_entry_kept BEFORE UPDATE ON journal_entry
        BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END""",
    "journal_entry_undeleted": """
        CREATE TRIGGER journal_entry_undeleted BEFORE DELETE ON journal_entry
        BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END""",
    "journal_entry_follows": """
        CREATE TRIGGER journal_entry_follows AFTER INSERT ON journal_entry
        BEGIN
            UPDATE journal_lane SET number = NEW.number, digest = NEW.digest
            WHERE lane = NEW.lane AND number = NEW.number - 1 AND digest = NEW.previous;
            SELECT RAISE(ABORT, 'the entry does not follow the last of its lane') WHERE changes() = 0;
        END""",
    "journal_lane_advances": """
        CREATE TRIGGER journal_lane_advances BEFORE UPDATE ON journal_lane
        BEGIN
            SELECT RAISE(ABORT, 'a head only advances to its next entry')
            WHERE NEW.lane <> OLD.lane OR NEW.number <> OLD.number + 1 OR NOT EXISTS (
                SELECT 1 FROM journal_entry
                WHERE lane = NEW.lane AND number = NEW.number AND digest = NEW.digest);
        END""",
    "journal_lane_begins": """
        CREATE TRIGGER journal_lane_begins BEFORE INSERT ON journal_lane
        WHEN NEW.number <> 0 OR EXISTS (SELECT 1 FROM journal_lane WHERE lane = NEW.lane)
        BEGIN SELECT RAISE(ABORT, 'a lane begins at nothing'); END""",
    "journal_lane_undeleted": """
        CREATE TRIGGER journal_lane_undeleted BEFORE DELETE ON journal_lane
        BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END""",
}

_FUNCTIONS = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is never changed or deleted';
END $$;
CREATE FUNCTION journal_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added LEFT JOIN journal_entry before
            ON before.lane = added.lane AND before.number = added.number - 1
        WHERE added.previous IS DISTINCT FROM coalesce(before.digest, repeat('0', 64))
            OR added.number <> coalesce(before.number, 0) + 1
    ) THEN
        RAISE EXCEPTION 'the entry does not follow the last of its lane';
    END IF;
    UPDATE journal_lane head SET number = last.number, digest = last.digest
    FROM (SELECT DISTINCT ON (lane) lane, number, digest FROM added ORDER BY lane, number DESC) last
    WHERE head.lane = last.lane;
    RETURN NULL;
END $$;
CREATE FUNCTION journal_advance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.lane <> OLD.lane OR NEW.number <= OLD.number OR NOT EXISTS (
        SELECT 1 FROM journal_entry e
        WHERE e.lane = NEW.lane AND e.number = NEW.number AND e.digest = NEW.digest
    ) THEN
        RAISE EXCEPTION 'a head only advances to its next entry';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION journal_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 0 THEN
        RAISE EXCEPTION 'a lane begins at nothing';
    END IF;
    RETURN NEW;
END $$;
"""

POSTGRESQL_GUARDS: Final = f"""
{_FUNCTIONS}
CREATE TRIGGER journal_entry_kept BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_untruncated BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_follows AFTER INSERT ON journal_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION journal_follow();
CREATE TRIGGER journal_lane_advances BEFORE UPDATE ON journal_lane
    FOR EACH ROW EXECUTE FUNCTION journal_advance();
CREATE TRIGGER journal_lane_begins BEFORE INSERT ON journal_lane
    FOR EACH ROW EXECUTE FUNCTION journal_begin();
CREATE TRIGGER journal_lane_undeleted BEFORE DELETE ON journal_lane
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_lane_untruncated BEFORE TRUNCATE ON journal_lane
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""

POSTGRESQL_UNGUARDED: Final = """
DROP FUNCTION journal_refuse() CASCADE;
DROP FUNCTION journal_follow() CASCADE;
DROP FUNCTION journal_advance() CASCADE;
DROP FUNCTION journal_begin() CASCADE;
"""
