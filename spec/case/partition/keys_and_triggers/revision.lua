-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("touch()", {
      returns = "trigger",
      language = "plpgsql",
      body = "BEGIN RETURN NEW; END",
    })
    op.alter_column("event", "id", { null = false }, { null = true })
    op.create_primary_key("event", "event_pkey", { "id" })
    op.create_check("event", "event_client_id_check", "client_id > 0")
    op.create_foreign_key("event", "event_client_id_fkey", {
      "client.id",
      columns = { "client_id" },
    })
    op.create_comment("table", "event", "What happens")
    op.create_grant("table", "event", "public", { "select" })
    op.create_policy("event", "mine", { using = "client_id = 1" })
    op.create_trigger("event", "touched", {
      "touch()",
      timing = "after",
      events = { "insert" },
      each = "row",
    })
    op.create_unique("event", "event_id_client_id_key", { "id", "client_id" })
    op.create_table("event_2", {
      partition_of = "event",
      for_values = "FROM (100) TO (200)",
      grants = { public = { "insert" } },
    })
    op.create_table("seen", {
      { "event_id", "integer", references = "event.id" },
    })
  end,

  down = function(op)
    op.drop_table("seen")
    op.drop_primary_key("event", "event_pkey")
    op.drop_unique("event", "event_id_client_id_key")
    op.alter_column("event", "id", { null = true }, { null = false })
    op.drop_trigger("event", "touched")
    op.drop_routine("touch()")
    op.drop_check("event", "event_client_id_check")
    op.drop_foreign_key("event", "event_client_id_fkey")
    op.drop_comment("table", "event")
    op.drop_grant("table", "event", "public")
    op.drop_policy("event", "mine")
    op.drop_table("event_2")
  end,
}
