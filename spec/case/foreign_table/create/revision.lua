-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_foreign_table("ft", {
      { "a", "integer", null = false, comment = "first" },
      { "b", "text", collate = "C", default = "x" },
      server = "far",
      options = { "schema_name=it's", "table_name=t" },
      checks = { positive = "a > 0" },
      comment = "over there",
      grants = { pg_monitor = { "select" } },
    })
    op.create_foreign_table("bare", { server = "far" })
  end,

  down = function(op)
    op.drop_foreign_table("ft")
    op.drop_foreign_table("bare")
  end,
}
