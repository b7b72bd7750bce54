-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_rule("u", "r", "s")
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_rule("t", "s", "r")
  end,
}
