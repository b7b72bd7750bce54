-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_view("v", { "SELECT a FROM t", security_invoker = true, check_option = "cascaded" })
    op.alter_view("w", "SELECT a FROM t")
  end,

  down = function(op)
    op.alter_view("v", { "SELECT a FROM t", security_barrier = true })
    op.alter_view("w", { "SELECT a FROM t", check_option = "local" })
  end,
}
