-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops column t.b" },

  up = function(op)
    op.drop_column("t", "b")
    op.drop_routine("f(b)")
    op.drop_composite("b")
    op.drop_composite("a")
  end,

  -- Not restored: the values of column t.b.
  down = function(op)
    op.create_composite("a", {
      { "x", "integer" },
    })
    op.create_composite("b", {
      { "a", "a" },
    })
    op.create_column("t", { "b", "b" })
    op.create_routine("f(b)", { returns = "integer", language = "sql", body = "SELECT 1" })
  end,
}
