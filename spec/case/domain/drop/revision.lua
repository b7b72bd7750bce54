-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.y" },

  up = function(op)
    op.alter_column("t", "x", { type = "integer", using = "x::text::integer" }, { type = "a" })
    op.drop_column("t", "y")
    op.drop_domain("b")
    op.drop_domain("a")
  end,

  -- Not restored: the values of column t.y.
  down = function(op)
    op.create_domain("a", { "integer", checks = { a_check = "VALUE > 0" } })
    op.create_domain("b", { "a", comment = "gone too" })
    op.create_column("t", { "y", "b" })
    op.alter_column("t", "x", { type = "a", using = "x::text::a" }, { type = "integer" })
  end,
}
