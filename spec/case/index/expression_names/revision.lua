-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "a", "text" },
      { "b", "integer" },
    })
    op.create_index("t_lower_idx", "t", { "lower(a)" })
    op.create_index("t_expr_idx", "t", { "(b + 1)" })
    op.create_index("t_lower_upper_b_idx", "t", { "lower(a)", "upper(a)", "b" })
    op.create_index("t_coalesce_idx", "t", { "coalesce(a, 'x')" })
    op.create_index("t_expr_expr1_idx", "t", { "(a || 'x')", "(b * 2)" })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
