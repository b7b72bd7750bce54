-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("capital", { inherits = { "city" } }, { inherits = none })
  end,

  down = function(op)
    op.alter_table("capital", { inherits = none }, { inherits = { "city" } })
  end,
}
