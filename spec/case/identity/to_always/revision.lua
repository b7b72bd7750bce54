-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_identity("t", "id", "t_id_seq", { always = true }, { always = false })
  end,

  down = function(op)
    op.alter_identity("t", "id", "t_id_seq", { always = false }, { always = true })
  end,
}
