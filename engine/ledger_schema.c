#include "luamig/ledger_schema.h"

#include <stddef.h>

static const char tables[] =
    "CREATE TABLE @.ledger (\n"
    "  version integer NOT NULL,\n"
    "  upgraded_at timestamptz NOT NULL DEFAULT now());\n"
    "COMMENT ON TABLE @.ledger IS 'the version of this schema, which belongs to luamig';\n"
    "CREATE TABLE @.revision (\n"
    "  id text PRIMARY KEY,\n"
    "  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,\n"
    "  owner text NOT NULL,\n"
    "  parent text,\n"
    "  requires text[] NOT NULL,\n"
    "  checksum text NOT NULL,\n"
    "  state text NOT NULL CHECK (state IN ('applied', 'up', 'down')),\n"
    "  phase integer NOT NULL,\n"
    "  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),\n"
    "  applied_by text NOT NULL DEFAULT session_user,\n"
    "  duration_ms bigint NOT NULL DEFAULT 0,\n"
    "  version text NOT NULL);\n"
    "COMMENT ON TABLE @.revision IS 'a row for each revision that is applied, or partly (state up or down, "
    "with the "
    "phases that are finished)';\n"
    "CREATE TABLE @.run (\n"
    "  id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,\n"
    "  revision text NOT NULL,\n"
    "  owner text NOT NULL,\n"
    "  action text NOT NULL,\n"
    "  phase integer NOT NULL,\n"
    "  phases integer NOT NULL,\n"
    "  checksum text NOT NULL,\n"
    "  at timestamptz NOT NULL DEFAULT clock_timestamp(),\n"
    "  by text NOT NULL DEFAULT session_user,\n"
    "  duration_ms bigint NOT NULL,\n"
    "  version text NOT NULL,\n"
    "  sql text NOT NULL);\n"
    "COMMENT ON TABLE @.run IS 'what was done, a row for each phase, with the SQL of its op calls';\n"
    "CREATE TABLE @.intent (\n"
    "  revision text PRIMARY KEY,\n"
    "  action text NOT NULL,\n"
    "  phase integer NOT NULL,\n"
    "  pid integer NOT NULL,\n"
    "  backend_start timestamptz,\n"
    "  at timestamptz NOT NULL DEFAULT now(),\n"
    "  sql text NOT NULL);\n"
    "COMMENT ON TABLE @.intent IS 'what runs outside of a transaction, or was doing so when its luamig "
    "ended';\n";

/* The state of a revision without a row is ''. An `applied` one is found whatever its number of phases, since
 * a repaired file may have another. */
static const char claim[] =
    "CREATE FUNCTION @.claim(revision text, from_state text, from_phase integer, to_state text, to_phase "
    "integer,\n"
    "    new_owner text, new_parent text, new_requires text[], new_checksum text, new_version text)\n"
    "RETURNS void LANGUAGE plpgsql AS $claim$\n"
    "BEGIN\n"
    "  IF from_state = '' THEN\n"
    "    INSERT INTO @.revision (id, owner, parent, requires, checksum, state, phase, version)\n"
    "    VALUES (revision, new_owner, new_parent, new_requires, new_checksum, to_state, to_phase, "
    "new_version)\n"
    "    ON CONFLICT (id) DO NOTHING;\n"
    "  ELSIF to_state = '' THEN\n"
    "    DELETE FROM @.revision r\n"
    "    WHERE r.id = revision AND r.state = from_state AND (r.phase = from_phase OR from_state = "
    "'applied');\n"
    "  ELSE\n"
    "    UPDATE @.revision r SET state = to_state, phase = to_phase, checksum = new_checksum,\n"
    "      version = new_version, applied_at = clock_timestamp(), applied_by = session_user\n"
    "    WHERE r.id = revision AND r.state = from_state AND (r.phase = from_phase OR from_state = "
    "'applied');\n"
    "  END IF;\n"
    "  IF NOT FOUND THEN\n"
    "    RAISE EXCEPTION 'another run was first with %', revision USING ERRCODE = 'LM001';\n"
    "  END IF;\n"
    "END $claim$;\n";

/* The transaction began with the phase, so its age is the phase's duration; `spent` is what went before it.
 */
static const char record[] =
    "CREATE FUNCTION @.record(revision text, owner text, action text, phase integer, phases integer,\n"
    "    checksum text, version text, spent bigint, sql text)\n"
    "RETURNS void LANGUAGE plpgsql AS $record$\n"
    "DECLARE\n"
    "  ms bigint := spent + 1000 * extract(epoch FROM clock_timestamp() - now());\n"
    "BEGIN\n"
    "  INSERT INTO @.run (revision, owner, action, phase, phases, checksum, duration_ms, version, sql)\n"
    "  VALUES (revision, owner, action, phase, phases, checksum, ms, version, sql);\n"
    "  UPDATE @.revision r SET duration_ms = r.duration_ms + ms, applied_at = clock_timestamp()\n"
    "  WHERE r.id = record.revision;\n"
    "  DELETE FROM @.intent i WHERE i.revision = record.revision;\n"
    "END $record$;\n";

static const char intend[] =
    "CREATE FUNCTION @.intend(revision text, from_state text, from_phase integer, action text, phase "
    "integer,\n"
    "    sql text)\n"
    "RETURNS text LANGUAGE plpgsql AS $intend$\n"
    "DECLARE\n"
    "  found_state text; found_phase integer; earlier record;\n"
    "  own_start timestamptz := (SELECT a.backend_start FROM pg_stat_activity a WHERE a.pid = "
    "pg_backend_pid());\n"
    "BEGIN\n"
    "  SELECT r.state, r.phase INTO found_state, found_phase FROM @.revision r\n"
    "  WHERE r.id = intend.revision FOR UPDATE;\n"
    "  IF coalesce(found_state, '') <> from_state\n"
    "      OR (coalesce(found_phase, 0) <> from_phase AND from_state <> 'applied') THEN\n"
    "    RAISE EXCEPTION 'another run was first with %', revision USING ERRCODE = 'LM001';\n"
    "  END IF;\n"
    "  INSERT INTO @.intent AS i (revision, action, phase, pid, backend_start, sql)\n"
    "  VALUES (intend.revision, intend.action, intend.phase, pg_backend_pid(), own_start, intend.sql)\n"
    "  ON CONFLICT DO NOTHING;\n"
    "  IF FOUND THEN\n"
    "    RETURN 'new';\n"
    "  END IF;\n"
    "  SELECT i.* INTO earlier FROM @.intent i WHERE i.revision = intend.revision FOR UPDATE;\n"
    "  IF EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = earlier.pid AND a.pid <> pg_backend_pid()\n"
    "      AND a.backend_start = earlier.backend_start) THEN\n"
    "    RETURN 'busy ' || earlier.pid;\n"
    "  END IF;\n"
    "  UPDATE @.intent i SET action = intend.action, phase = intend.phase, pid = pg_backend_pid(),\n"
    "    backend_start = own_start, at = now(), sql = intend.sql WHERE i.revision = intend.revision;\n"
    "  RETURN CASE WHEN earlier.action = intend.action AND earlier.phase = intend.phase THEN 'again'\n"
    "    ELSE 'new' END;\n"
    "END $intend$;\n";

static const char version_1[] = "DELETE FROM @.ledger;\nINSERT INTO @.ledger (version) VALUES (1);\n";

static const char *const first[] = {tables, claim, record, intend, version_1, NULL};

/* ---- Version 2: batches ---- */

/* Keys are text: the table may have any. */
static const char batch[] =
    "CREATE TABLE @.batch (\n"
    "  revision text NOT NULL,\n"
    "  action text NOT NULL,\n"
    "  phase integer NOT NULL,\n"
    "  name text NOT NULL,\n"
    "  range integer NOT NULL,\n"
    "  cursor text[],\n"
    "  upto text[],\n"
    "  done boolean NOT NULL DEFAULT false,\n"
    "  rows bigint NOT NULL DEFAULT 0,\n"
    "  at timestamptz NOT NULL DEFAULT now(),\n"
    "  PRIMARY KEY (revision, action, phase, name, range));\n"
    "COMMENT ON TABLE @.batch IS 'how far each range of a db:batch has come, while its phase runs';\n";

/* The first statement of a batch's transaction: a batch of a run that was killed may still be under way. */
static const char move[] =
    "CREATE FUNCTION @.move(in_revision text, in_action text, in_phase integer, in_name text, in_range integer,\n"
    "    old text[], new text[], moved bigint, ended boolean)\n"
    "RETURNS void LANGUAGE plpgsql AS $move$\n"
    "BEGIN\n"
    "  UPDATE @.batch b SET cursor = new, rows = b.rows + moved, done = ended, at = clock_timestamp()\n"
    "  WHERE b.revision = in_revision AND b.action = in_action AND b.phase = in_phase AND b.name = in_name\n"
    "    AND b.range = in_range AND b.cursor IS NOT DISTINCT FROM old AND NOT b.done;\n"
    "  IF NOT FOUND THEN\n"
    "    RAISE EXCEPTION 'another run was first with a batch of %', in_revision USING ERRCODE = 'LM001';\n"
    "  END IF;\n"
    "END $move$;\n";

static const char expect[] =
    "CREATE FUNCTION @.expect(in_revision text, from_state text, from_phase integer)\n"
    "RETURNS void LANGUAGE plpgsql AS $expect$\n"
    "DECLARE\n"
    "  found_state text; found_phase integer;\n"
    "BEGIN\n"
    "  SELECT r.state, r.phase INTO found_state, found_phase FROM @.revision r WHERE r.id = in_revision FOR UPDATE;\n"
    "  IF coalesce(found_state, '') <> from_state\n"
    "      OR (coalesce(found_phase, 0) <> from_phase AND from_state <> 'applied') THEN\n"
    "    RAISE EXCEPTION 'another run was first with %', in_revision USING ERRCODE = 'LM001';\n"
    "  END IF;\n"
    "END $expect$;\n"
    "CREATE FUNCTION @.expect_rows(counted bigint, expected bigint)\n"
    "RETURNS void LANGUAGE plpgsql AS $expect_rows$\n"
    "BEGIN\n"
    "  IF counted <> expected THEN\n"
    "    RAISE EXCEPTION 'somebody has changed % of the rows', expected - counted USING ERRCODE = 'LM002';\n"
    "  END IF;\n"
    "END $expect_rows$;\n";

static const char version_2[] = "UPDATE @.ledger SET version = 2, upgraded_at = now();\n";

static const char *const second[] = {batch, move, expect, version_2, NULL};

const char *const *const ledger_steps[LEDGER_VERSION] = {first, second};
