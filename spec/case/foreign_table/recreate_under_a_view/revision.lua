-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_foreign_table("ft")
    op.create_foreign_table("ft", {
      { "a", "integer" },
      server = "near",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("v", { "SELECT a FROM ft", comment = "seen" })
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_foreign_table("ft")
    op.create_foreign_table("ft", {
      { "a", "integer" },
      server = "far",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("v", { "SELECT a FROM ft", comment = "seen" })
  end,
}
