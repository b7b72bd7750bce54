-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { unlogged = true }, { unlogged = false })
    op.alter_identity("t", "id", "t_id_seq", { always = true }, { always = false })
    op.alter_column("t", "a", { null = false, default = "x" }, { null = true, default = none })
  end,

  down = function(op)
    op.alter_table("t", { unlogged = false }, { unlogged = true })
    op.alter_column("t", "a", { null = true, default = none }, { null = false, default = "x" })
    op.alter_identity("t", "id", "t_id_seq", { always = false }, { always = true })
  end,
}
