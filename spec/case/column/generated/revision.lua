-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in column t.b itself" },

  up = function(op)
    op.drop_column("t", "b")
    op.create_column("t", { "b", "integer", generated = "a * 3" })
    op.create_column("t", { "d", "text", generated = "'n' || a" })
    op.alter_column("t", "c", { generated = none }, { generated = "a + 1" })
  end,

  down = function(op)
    op.drop_column("t", "b")
    op.create_column("t", { "b", "integer", generated = "a * 2" })
    op.drop_column("t", "c")
    op.create_column("t", { "c", "integer", generated = "a + 1" })
    op.drop_column("t", "d")
  end,
}
