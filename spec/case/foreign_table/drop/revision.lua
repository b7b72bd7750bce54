-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_foreign_table("ft")
  end,

  down = function(op)
    op.create_foreign_table("ft", {
      { "a", "integer" },
      server = "far",
      checks = { positive = "a > 0" },
    })
  end,
}
