-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.state" },

  up = function(op)
    op.drop_column("t", "state")
    op.drop_enum("state")
    op.drop_enum("unused")
  end,

  -- Not restored: the values of column t.state.
  down = function(op)
    op.create_enum("state", { "open", "paid", comment = "of an invoice" })
    op.create_column("t", { "state", "state" })
    op.create_enum("unused")
  end,
}
