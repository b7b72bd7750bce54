-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column capital.note" },

  up = function(op)
    op.alter_table("capital", { inherits = { "city" } }, { inherits = { "city", "site" } })
    op.alter_column("capital", "altitude", { type = "bigint" }, { type = "integer" })
    op.drop_column("capital", "note")
  end,

  -- Not restored: the values of column capital.note.
  down = function(op)
    op.create_column("capital", { "note", "text" })
    op.alter_column("capital", "altitude", { type = "integer" }, { type = "bigint" })
    op.alter_table("capital", { inherits = { "city", "site" } }, { inherits = { "city" } })
  end,
}
