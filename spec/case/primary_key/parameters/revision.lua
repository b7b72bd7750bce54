-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_primary_key("t", "t_pkey", { with = none }, { with = { "fillfactor=70" } })
    op.alter_primary_key("billing.u", "u_pkey", { with = { "fillfactor=80" } }, { with = none })
  end,

  down = function(op)
    op.alter_primary_key("t", "t_pkey", { with = { "fillfactor=70" } }, { with = none })
    op.alter_primary_key("billing.u", "u_pkey", { with = none }, { with = { "fillfactor=80" } })
  end,
}
