-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table city" },

  up = function(op)
    op.alter_table("capital", { inherits = none }, { inherits = { "city" } })
    op.drop_table("city")
  end,

  -- Not restored: the rows of table city.
  down = function(op)
    op.create_table("city", {
      { "size", "integer" },
    })
    op.alter_table("capital", { inherits = { "city" } }, { inherits = none })
  end,
}
