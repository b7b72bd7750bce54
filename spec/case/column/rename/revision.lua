-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "a", "amount")
    op.rename_check("t", "t_a_check", "t_amount_check")
    op.rename_unique("t", "t_a_key", "t_amount_key")
    op.rename_index("t_a_idx", "t_amount_idx")
    op.alter_view("v", "SELECT amount AS a FROM t")
  end,

  down = function(op)
    op.rename_check("t", "t_amount_check", "t_a_check")
    op.rename_column("t", "amount", "a")
    op.rename_index("t_amount_idx", "t_a_idx")
    op.rename_unique("t", "t_amount_key", "t_a_key")
    op.alter_view("v", "SELECT a FROM t")
  end,
}
