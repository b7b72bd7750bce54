-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "a", "integer", check = "a > 0" },
      { "b", "integer" },
      checks = { t_check = "a < b", not_seven = "b <> 7", ordered = "b < 100" },
    })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
