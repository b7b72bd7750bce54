/* The registry's table and the functions that the runner calls in the transaction of a phase. */
#include "luamig/registry.h"

#include "luamig/kind.h"
#include "luamig/ledger.h"

/* The key begins with the names, and these compare by their bytes: what hangs on an object is then one range
 * of the key, from its names to the same with one more byte. What has a name of its own in the schema (an
 * index) does not carry its table's name, so its row says what it hangs on. */
static const char tables[] = "CREATE TABLE @.object (\n"
                             "  kind text COLLATE \"C\" NOT NULL,\n"
                             "  identity text[] COLLATE \"C\" NOT NULL,\n"
                             "  owner text NOT NULL,\n"
                             "  revision text NOT NULL,\n"
                             "  declared jsonb NOT NULL,\n"
                             "  catalog jsonb,\n"
                             "  server integer,\n"
                             "  on_kind text COLLATE \"C\",\n"
                             "  on_identity text[] COLLATE \"C\",\n"
                             "  PRIMARY KEY (identity, kind));\n"
                             "CREATE INDEX ON @.object (on_identity) WHERE on_identity IS NOT NULL;\n"
                             "COMMENT ON TABLE @.object IS 'the objects that luamig manages: what the model "
                             "said, and what PostgreSQL made "
                             "of it';\n";

static const char helpers[] =
    "CREATE FUNCTION @.object_events(events jsonb) RETURNS TABLE (place bigint, at text, kind text,\n"
    "    identity text[], declared jsonb, name text, on_kind text, on_identity text[])\n"
    "LANGUAGE sql IMMUTABLE AS $function$\n"
    "  SELECT e.place, coalesce(e.at || ': ', ''), e.kind, e.identity, coalesce(e.declared, '{}'), e.name, "
    "e.on_kind,\n"
    "         e.on_identity\n"
    "    FROM ROWS FROM (jsonb_to_recordset(events) AS (at text, kind text, identity text[], declared "
    "jsonb,\n"
    "                    name text, on_kind text, on_identity text[])) WITH ORDINALITY\n"
    "         AS e(at, kind, identity, declared, name, on_kind, on_identity, place)\n"
    "$function$;\n"
    "CREATE FUNCTION @.object_title(kind text, identity text[]) RETURNS text LANGUAGE sql IMMUTABLE AS "
    "$function$\n"
    "  SELECT replace(regexp_replace(kind, '^.*/', ''), '_', ' ') || ' ' || array_to_string(identity, '.')\n"
    "$function$;\n"
    /* Itself and what it hangs on, up to what lies in the schema. */
    "CREATE FUNCTION @.object_path(of_kind text, of_identity text[]) RETURNS TABLE (kind text, identity "
    "text[])\n"
    "LANGUAGE sql IMMUTABLE AS $function$\n"
    "  SELECT array_to_string(k.kinds[:cardinality(k.kinds) - up], '/'), "
    "of_identity[:cardinality(of_identity) - up]\n"
    "    FROM (SELECT string_to_array(of_kind, '/') AS kinds) k, generate_series(0, cardinality(k.kinds) - "
    "1) up\n"
    "$function$;\n"
    /* The end of the range of what hangs on it. */
    "CREATE FUNCTION @.object_end(identity text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $function$\n"
    "  SELECT identity[:cardinality(identity) - 1] || (identity[cardinality(identity)] || chr(1))\n"
    "$function$;\n";

/* An owner's revisions add to what is their own only; what hangs on a table belongs to the table's owner, and on what
 * nobody manages nothing managed can hang. */
static const char create[] =
    "CREATE FUNCTION @.register_created(owner text, revision text, events jsonb) RETURNS void\n"
    "LANGUAGE plpgsql AS $function$\n"
    "DECLARE refused record;\n"
    "BEGIN\n"
    "  SELECT e.at, @.object_title(p.kind, p.identity) AS title, o.owner INTO refused\n"
    "    FROM @.object_events(events) e\n"
    "   CROSS JOIN LATERAL (SELECT * FROM @.object_path(e.kind, e.identity)\n"
    "                 UNION ALL SELECT * FROM @.object_path(e.on_kind, e.on_identity)) p\n"
    "    LEFT JOIN @.object o ON o.kind = p.kind AND o.identity = p.identity\n"
    "   WHERE o.owner IS DISTINCT FROM register_created.owner\n"
    /* What may hang on several kinds is filed under the first of them: the names alone tell. */
    "     AND (o.owner IS NOT NULL\n"
    "          OR p.identity NOT IN (SELECT m.identity FROM @.object_events(events) m)\n"
    "             AND NOT EXISTS (SELECT FROM @.object m WHERE m.identity = p.identity))\n"
    "   ORDER BY e.place LIMIT 1;\n"
    "  IF FOUND AND refused.owner IS NULL THEN\n"
    "    RAISE EXCEPTION USING ERRCODE = '" REGISTRY_UNMANAGED "',\n"
    "      MESSAGE = format('%s%s is not managed: no revision made or adopted it', refused.at, "
    "refused.title),\n"
    "      HINT = 'op.adopt puts it under management; op.execute changes what is not';\n"
    "  ELSIF FOUND THEN\n"
    "    RAISE EXCEPTION USING ERRCODE = '" REGISTRY_FOREIGN "',\n"
    "      MESSAGE = format('%s%s belongs to %s', refused.at, refused.title, refused.owner),\n"
    "      HINT = format('the revisions of %s change what is its own', owner);\n"
    "  END IF;\n"
    "  INSERT INTO @.object AS o (kind, identity, owner, revision, declared, on_kind, on_identity)\n"
    "  SELECT DISTINCT ON (e.identity, e.kind) e.kind, e.identity, register_created.owner, "
    "register_created.revision,\n"
    "         jsonb_strip_nulls(e.declared), e.on_kind, e.on_identity\n"
    "    FROM @.object_events(events) e ORDER BY e.identity, e.kind, e.place DESC\n"
    "      ON CONFLICT (identity, kind) DO UPDATE\n"
    "     SET revision = excluded.revision, declared = excluded.declared, catalog = NULL, server = NULL,\n"
    "         on_kind = excluded.on_kind, on_identity = excluded.on_identity;\n"
    "END\n"
    "$function$;\n";

static const char check[] =
    "CREATE FUNCTION @.register_check(owner text, events jsonb) RETURNS void LANGUAGE plpgsql AS $function$\n"
    "DECLARE refused record;\n"
    "BEGIN\n"
    "  SELECT e.at, @.object_title(e.kind, e.identity) AS title, o.owner INTO refused\n"
    "    FROM @.object_events(events) e\n"
    "    LEFT JOIN @.object o ON o.kind = e.kind AND o.identity = e.identity\n"
    "   WHERE o.owner IS DISTINCT FROM register_check.owner ORDER BY e.place LIMIT 1;\n"
    "  IF NOT FOUND THEN\n"
    "    RETURN;\n"
    "  ELSIF refused.owner IS NULL THEN\n"
    "    RAISE EXCEPTION USING ERRCODE = '" REGISTRY_UNMANAGED "',\n"
    "      MESSAGE = format('%s%s is not managed: no revision made or adopted it', refused.at, "
    "refused.title),\n"
    "      HINT = 'op.adopt puts it under management; op.execute changes what is not';\n"
    "  ELSE\n"
    "    RAISE EXCEPTION USING ERRCODE = '" REGISTRY_FOREIGN "',\n"
    "      MESSAGE = format('%s%s belongs to %s', refused.at, refused.title, refused.owner),\n"
    "      HINT = format('the revisions of %s change what is its own', owner);\n"
    "  END IF;\n"
    "END\n"
    "$function$;\n";

static const char alter[] =
    "CREATE FUNCTION @.register_altered(owner text, revision text, events jsonb) RETURNS void\n"
    "LANGUAGE plpgsql AS $function$\n"
    "DECLARE e record;\n"
    "BEGIN\n"
    "  PERFORM @.register_check(owner, events);\n"
    "  FOR e IN SELECT * FROM @.object_events(events) ORDER BY place LOOP\n"
    "    UPDATE @.object o SET declared = jsonb_strip_nulls(o.declared || e.declared), catalog = NULL, "
    "server = NULL,\n"
    "           revision = register_altered.revision\n"
    "     WHERE o.kind = e.kind AND o.identity = e.identity;\n"
    "  END LOOP;\n"
    "END\n"
    "$function$;\n";

/* A plan that was made while the table was small must not scan it once it is large. */
static const char drop[] =
    "CREATE FUNCTION @.register_dropped(owner text, revision text, events jsonb) RETURNS void\n"
    "LANGUAGE plpgsql SET enable_seqscan = off AS $function$\n"
    "DECLARE e record;\n"
    "BEGIN\n"
    "  PERFORM @.register_check(owner, events);\n"
    "  FOR e IN SELECT *, @.object_end(identity) AS last FROM @.object_events(events) ORDER BY place LOOP\n"
    "    DELETE FROM @.object o WHERE o.identity >= e.identity AND o.identity < e.last\n"
    "       AND (o.kind = e.kind OR starts_with(o.kind, e.kind || '/'));\n"
    "    DELETE FROM @.object o WHERE o.on_identity >= e.identity AND o.on_identity < e.last\n"
    "       AND (o.on_kind = e.kind OR starts_with(o.on_kind, e.kind || '/'));\n"
    "  END LOOP;\n"
    "END\n"
    "$function$;\n";

/* A schema's name stands in front of what lies in it: there the names are one more than the kinds. */
static const char rename_head[] =
    "CREATE FUNCTION @.register_renamed(owner text, revision text, events jsonb) RETURNS void\n"
    "LANGUAGE plpgsql SET enable_seqscan = off AS $function$\n"
    "DECLARE e record; n integer;\n"
    "BEGIN\n"
    "  FOR e IN SELECT d.*, @.object_end(d.identity) AS last, v.event,\n"
    "                  d.identity[:cardinality(d.identity) - 1] || d.name AS renamed\n"
    "             FROM @.object_events(events) d\n"
    "             JOIN jsonb_array_elements(events) WITH ORDINALITY v(event, place) USING (place) ORDER BY "
    "place LOOP\n"
    "    PERFORM @.register_check(owner, jsonb_build_array(e.event));\n"
    "    IF EXISTS (SELECT FROM @.object o WHERE o.kind = e.kind AND o.identity = e.renamed) THEN\n"
    "      RAISE EXCEPTION USING ERRCODE = '" REGISTRY_TAKEN "',\n"
    "        MESSAGE = format('%s%s is registered already', e.at, @.object_title(e.kind, e.renamed));\n"
    "    END IF;\n"
    "    n := cardinality(e.identity);\n"
    "    UPDATE @.object o SET identity[n] = e.name, catalog = NULL, server = NULL,\n"
    "           declared = CASE o.identity WHEN e.identity THEN o.declared || e.declared ELSE o.declared END,\n"
    "           revision = CASE o.identity WHEN e.identity THEN register_renamed.revision ELSE o.revision "
    "END\n"
    "     WHERE o.identity >= e.identity AND o.identity < e.last\n"
    "       AND (o.kind = e.kind OR starts_with(o.kind, e.kind || '/')\n"
    "            OR e.kind = ";
static const char rename_tail[] =
    " AND cardinality(o.identity) > cardinality(string_to_array(o.kind, '/')));\n"
    "    UPDATE @.object o SET on_identity[n] = e.name\n"
    "     WHERE o.on_identity >= e.identity AND o.on_identity < e.last\n"
    "       AND (o.on_kind = e.kind OR starts_with(o.on_kind, e.kind || '/') OR e.kind = ";
static const char rename_end[] = ");\n"
                                 "  END LOOP;\n"
                                 "END\n"
                                 "$function$;\n";

/* Neighbouring events of one verb are done at once. */
static const char dispatch[] =
    "CREATE FUNCTION @.register(owner text, revision text, events jsonb) RETURNS void\n"
    "LANGUAGE plpgsql AS $function$\n"
    "DECLARE run record;\n"
    "BEGIN\n"
    "  FOR run IN\n"
    "    SELECT p.verb, jsonb_agg(p.event ORDER BY p.place) AS events\n"
    "      FROM (SELECT t.*, count(*) FILTER (WHERE t.turns) OVER (ORDER BY t.place) AS part\n"
    "              FROM (SELECT v.event, v.place, w.verb,\n"
    "                           w.verb IS DISTINCT FROM lag(w.verb) OVER (ORDER BY v.place) AS turns\n"
    "                      FROM jsonb_array_elements(events) WITH ORDINALITY v(event, place),\n"
    "                           replace(v.event->>'do', 'adopt', 'create') AS w(verb)) t) p\n"
    "     GROUP BY p.part, p.verb ORDER BY p.part\n"
    "  LOOP\n"
    "    CASE run.verb\n"
    "      WHEN 'create' THEN PERFORM @.register_created(owner, revision, run.events);\n"
    "      WHEN 'alter' THEN PERFORM @.register_altered(owner, revision, run.events);\n"
    "      WHEN 'drop' THEN PERFORM @.register_dropped(owner, revision, run.events);\n"
    "      WHEN 'rename' THEN PERFORM @.register_renamed(owner, revision, run.events);\n"
    "    END CASE;\n"
    "  END LOOP;\n"
    "END\n"
    "$function$;\n";

const char *registry_schema(struct arena *arena, const char *ledger) {
    struct text text = text_new(arena);
    text_add(&text, tables);
    text_add(&text, helpers);
    text_add(&text, create);
    text_add(&text, check);
    text_add(&text, alter);
    text_add(&text, drop);
    text_add(&text, rename_head);
    text_add_literal(&text, kind_of_schemas()->name);
    text_add(&text, rename_tail);
    text_add_literal(&text, kind_of_schemas()->name);
    text_add(&text, rename_end);
    text_add(&text, dispatch);
    return ledger_sql(arena, ledger, text.data);
}
