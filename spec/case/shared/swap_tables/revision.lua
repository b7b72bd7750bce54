-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("a", "b__moving")
    op.rename_table("b", "a")
    op.rename_table("b__moving", "b", "a")
    op.rename_primary_key("b", "a_pkey", "b_pkey__moving")
    op.rename_primary_key("a", "b_pkey", "a_pkey")
    op.rename_primary_key("b", "b_pkey__moving", "b_pkey", "a_pkey")
    op.rename_unique("a", "b_y_key", "a_y_key")
  end,

  down = function(op)
    op.rename_table("b", "a__moving")
    op.rename_table("a", "b")
    op.rename_table("a__moving", "a", "b")
    op.rename_primary_key("a", "b_pkey", "a_pkey__moving")
    op.rename_primary_key("b", "a_pkey", "b_pkey")
    op.rename_primary_key("a", "a_pkey__moving", "a_pkey", "b_pkey")
    op.rename_unique("b", "a_y_key", "b_y_key")
  end,
}
