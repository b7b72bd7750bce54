-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_view("v", {
      "SELECT a FROM t WHERE a > 0",
      security_invoker = true,
      check_option = "cascaded",
    })
  end,

  down = function(op)
    op.alter_view("v", {
      "SELECT a FROM t WHERE a > 0",
      security_barrier = true,
      check_option = "local",
    })
  end,
}
