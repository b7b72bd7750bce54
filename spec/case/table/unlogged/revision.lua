-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_table("t", { unlogged = false }, { unlogged = true })
    op.alter_table("u", { unlogged = true }, { unlogged = false })
  end,

  down = function(op)
    op.alter_table("t", { unlogged = true }, { unlogged = false })
    op.alter_table("u", { unlogged = false }, { unlogged = true })
  end,
}
