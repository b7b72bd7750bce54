-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_index("k", "t", { "lower(a)", statistics = { "1=10" } })
    op.alter_index("i", { statistics = none }, { statistics = { "2=100" } })
    op.alter_index("j", { statistics = { "1=500" } }, { statistics = none })
  end,

  down = function(op)
    op.alter_index("i", { statistics = { "2=100" } }, { statistics = none })
    op.alter_index("j", { statistics = none }, { statistics = { "1=500" } })
    op.drop_index("k")
  end,
}
