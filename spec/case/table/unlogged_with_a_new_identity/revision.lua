-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("t", { "id", "integer", identity = true })
    op.create_column("u", { "k", "bigint", identity = { always = true } })
    op.alter_table("t", { unlogged = true }, { unlogged = false })
    op.alter_table("u", { unlogged = false }, { unlogged = true })
  end,

  down = function(op)
    op.drop_column("t", "id")
    op.alter_table("t", { unlogged = false }, { unlogged = true })
    op.drop_column("u", "k")
    op.alter_table("u", { unlogged = true }, { unlogged = false })
  end,
}
