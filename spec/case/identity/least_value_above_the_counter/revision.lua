-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_sequence("s", { minvalue = 50 }, { minvalue = none })
    op.alter_identity("t", "id", "t_id_seq", { minvalue = 100 }, { minvalue = none })
  end,

  down = function(op)
    op.alter_sequence("s", { minvalue = none }, { minvalue = 50 })
    op.alter_identity("t", "id", "t_id_seq", { minvalue = none }, { minvalue = 100 })
  end,
}
