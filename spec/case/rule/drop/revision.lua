-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_rule("t", "r")
  end,

  down = function(op)
    op.create_view("v", "SELECT a FROM t")
    op.create_rule("t", "r", { event = "insert", instead = true })
    op.create_rule("v", "s", { event = "delete", instead = true })
  end,
}
