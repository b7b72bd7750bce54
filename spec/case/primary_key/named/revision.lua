-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_primary_key("t", "key_of_t", "t_pkey")
  end,

  down = function(op)
    op.rename_primary_key("t", "t_pkey", "key_of_t")
  end,
}
