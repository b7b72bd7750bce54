-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_policy("t", "p")
    op.create_policy("t", "p", { command = "update", using = "id > 0" })
    op.drop_policy("t", "q")
    op.create_policy("t", "q", { permissive = false, using = "id > 0" })
  end,

  down = function(op)
    op.drop_policy("t", "p")
    op.create_policy("t", "p", { command = "select", using = "id > 0" })
    op.drop_policy("t", "q")
    op.create_policy("t", "q", { using = "id > 0" })
  end,
}
