-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table t" },

  up = function(op)
    op.drop_table("t")
    op.create_view("t", "SELECT 1 AS a")
  end,

  -- Not restored: the rows of table t.
  down = function(op)
    op.drop_view("t")
    op.create_table("t", {
      { "a", "int" },
    })
  end,
}
