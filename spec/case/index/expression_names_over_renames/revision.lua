-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "x")
    op.rename_column("u", "b", "y")
    op.rename_check("u", "t_check", "u_check")
    op.rename_check("u", "t_check1", "u_check1")
    op.rename_index("t_lower_idx", "u_lower_idx")
    op.rename_index("t_lower_b_idx", "u_lower_y_idx")
    op.rename_index("t_expr_idx", "u_expr_idx")
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_check("t", "u_check", "t_check")
    op.rename_check("t", "u_check1", "t_check1")
    op.rename_column("t", "x", "a")
    op.rename_column("t", "y", "b")
    op.rename_index("u_expr_idx", "t_expr_idx")
    op.rename_index("u_lower_y_idx", "t_lower_b_idx")
    op.rename_index("u_lower_idx", "t_lower_idx")
  end,
}
