-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a" })
    op.alter_index("j", { with = { "fillfactor=50" } }, { with = { "deduplicate_items=off", "fillfactor=70" } })
  end,

  down = function(op)
    op.drop_index("i")
    op.create_index("i", "t", { "a", include = { "b" } })
    op.alter_index("j", { with = { "deduplicate_items=off", "fillfactor=70" } }, { with = { "fillfactor=50" } })
  end,
}
