-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column log_a.kind, column log_a.note" },

  up = function(op)
    op.adopt("column", "log_a", { "at", "timestamp" })
    op.adopt("primary_key", "log_a", "log_a_pkey", { "at" })
    op.adopt("check", "log_a", "after_all", "at > '2000-01-01'::date")
    op.adopt("column", "log_a", { "kind", "text" })
    op.adopt("column", "log_a", { "note", "text" })
    op.adopt("index", "log_a_note_idx", "log_a", { "note" })
    op.alter_table("log_a", { partition_of = none, for_values = none }, { partition_of = "log", for_values = "IN ('a')" })
    op.create_column("log_a", { "added", "integer" })
    op.drop_primary_key("log_a", "log_a_pkey")
    op.drop_check("log_a", "after_all")
    op.alter_column("log_a", "at", { type = "timestamp" }, { type = "date" })
    op.drop_column("log_a", "kind")
    op.create_primary_key("log_a", "log_a_pkey", { "at" })
    op.drop_index("log_a_note_idx")
    op.drop_column("log_a", "note")
  end,

  -- Not restored: the values of column log_a.kind.
  -- Not restored: the values of column log_a.note.
  down = function(op)
    op.drop_primary_key("log_a", "log_a_pkey")
    op.alter_column("log_a", "at", { type = "date" }, { type = "timestamp" })
    op.create_check("log_a", "after_all", "at > '2000-01-01'::date")
    op.create_column("log_a", { "kind", "text" })
    op.create_column("log_a", { "note", "text" })
    op.create_index("log_a_note_idx", "log_a", { "note" })
    op.create_primary_key("log_a", "log_a_pkey", { "kind", "at" })
    op.drop_column("log_a", "added")
    op.alter_table("log_a", { partition_of = "log", for_values = "IN ('a')" }, { partition_of = none, for_values = none })
  end,
}
