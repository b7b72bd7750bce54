-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_enum("e", { { "b", renamed_from = "a" }, { "a", renamed_from = "b" } }, { "a", "b" })
  end,

  down = function(op)
    op.alter_enum("e", { "a", "b" }, { { "b", renamed_from = "a" }, { "a", renamed_from = "b" } })
  end,
}
