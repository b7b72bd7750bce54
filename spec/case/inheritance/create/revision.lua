-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("city", {
      { "name", "text", null = false },
      { "population", "real", default = 1 },
      checks = { real = "population > 0" },
    })
    op.create_table("site", {
      { "altitude", "integer" },
    })
    op.create_table("capital", {
      { "state", "char(2)", unique = true },
      inherits = { "city", "site" },
    })
    op.create_index("capital_name_idx", "capital", { "name" })
    op.create_table("old_capital", { inherits = { "capital" } })
    op.create_view("names", "SELECT name, altitude FROM old_capital")
  end,

  down = function(op)
    op.drop_view("names")
    op.drop_table("old_capital")
    op.drop_table("capital")
    op.drop_table("city")
    op.drop_table("site")
  end,
}
