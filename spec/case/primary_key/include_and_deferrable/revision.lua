-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_primary_key("t", "t_pkey")
    op.create_primary_key("t", "t_pkey", { "a", deferrable = "initially deferred" })
  end,

  down = function(op)
    op.drop_primary_key("t", "t_pkey")
    op.create_primary_key("t", "t_pkey", { "a", include = { "b" } })
  end,
}
