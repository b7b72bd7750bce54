#include "luamig/mark.h"

#include "luamig/document.h"

static const char *const actions[] = {
    [MARK_APPLIED] = "stamp",
    [MARK_NOT_APPLIED] = "unstamp",
    [MARK_ACCEPTED] = "repair",
    [MARK_FORGOTTEN] = "forget",
};

/* A half finished revision keeps its state when its file is accepted. An intent is what a run that has ended
 * was doing: whoever says what the revision's state is says that it does not matter any more. */
static const char write[] =
    "WITH mark AS (\n"
    "  SELECT m ->> 'id' AS id, m ->> 'owner' AS owner, m ->> 'parent' AS parent, m ->> 'checksum' AS "
    "checksum,\n"
    "    ARRAY(SELECT r FROM pg_catalog.jsonb_array_elements_text(m -> 'requires') AS r) AS requires,\n"
    "    (m ->> 'phases')::integer AS phases, m ->> 'action' AS action, n\n"
    "  FROM pg_catalog.jsonb_array_elements($1::jsonb) WITH ORDINALITY AS t (m, n)),\n"
    "gone AS (\n"
    "  DELETE FROM @.revision r USING mark m WHERE r.id = m.id AND m.action IN ('unstamp', 'forget')),\n"
    "accepted AS (\n"
    "  UPDATE @.revision r SET checksum = m.checksum, parent = m.parent, requires = m.requires\n"
    "  FROM mark m WHERE r.id = m.id AND m.action = 'repair'),\n"
    "applied AS (\n"
    "  INSERT INTO @.revision AS r (id, owner, parent, requires, checksum, state, phase, version)\n"
    "  SELECT id, owner, parent, requires, checksum, 'applied', phases, $2 FROM mark WHERE action = 'stamp' "
    "ORDER BY n\n"
    "  ON CONFLICT (id) DO UPDATE SET state = 'applied', phase = excluded.phase, checksum = "
    "excluded.checksum,\n"
    "    parent = excluded.parent, requires = excluded.requires, version = excluded.version,\n"
    "    applied_at = clock_timestamp(), applied_by = session_user),\n"
    "settled AS (\n"
    "  DELETE FROM @.intent i USING mark m WHERE i.revision = m.id AND m.action <> 'repair')\n"
    "INSERT INTO @.run (revision, owner, action, phase, phases, checksum, duration_ms, version, sql)\n"
    "SELECT id, owner, action, phases, phases, checksum, 0, $2, '' FROM mark ORDER BY n";

static void add_mark(struct text *text, const struct mark *mark) {
    const struct revision *revision = mark->row->revision;
    const struct applied *applied = mark->row->applied;
    document_object(text, NULL);
    document_string(text, "id", mark->row->id);
    document_string(text, "owner", mark->row->owner);
    document_string(text, "parent", standing_parent(mark->row));
    document_list(text, "requires", standing_requires(mark->row));
    document_string(text, "checksum", revision ? revision->checksum : applied->checksum);
    document_number(text, "phases", revision ? revision->ups : applied->phase);
    document_string(text, "action", actions[mark->kind]);
    document_end(text, '}');
}

bool marks_write(struct arena *arena, struct link *link, const char *ledger, const struct mark *marks,
                 int count, struct fail *fail) {
    struct text json = text_new(arena);
    document_array(&json, NULL);
    for (int i = 0; i < count; i++)
        add_mark(&json, &marks[i]);
    document_end(&json, ']');
    const char *const values[] = {json.data, LUAMIG_VERSION};
    struct rows *rows = link_query(link, ledger_sql(arena, ledger, write), 2, values, fail);
    rows_free(rows);
    return rows != NULL;
}
