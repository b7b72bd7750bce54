-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_index("p_a_b_idx", "p", { "a", "b", unique = true })
    op.create_table("c", {
      { "x", "integer" },
      { "y", "integer" },
      foreign_keys = { c_y_x_fkey = { "p.b", "p.a", columns = { "y", "x" } } },
    })
  end,

  down = function(op)
    op.drop_table("c")
    op.drop_index("p_a_b_idx")
  end,
}
