-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_materialized_view("m", "n")
    op.rename_index("m_a_idx", "n_a_idx")
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_materialized_view("n", "m")
    op.rename_index("n_a_idx", "m_a_idx")
  end,
}
