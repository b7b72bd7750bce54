-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "a", "integer", check = "a > 0" },
      { "b", "text" },
      { "c", "integer", check = { "c BETWEEN 1 AND 5", comment = "a mark" } },
      checks = { b_is_known = "b IN ('x', 'y')" },
    })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
