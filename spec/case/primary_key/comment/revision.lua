-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_comment("primary_key", "t", "t_pkey", "the only key", "the key")
  end,

  down = function(op)
    op.alter_comment("primary_key", "t", "t_pkey", "the key", "the only key")
  end,
}
