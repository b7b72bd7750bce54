-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_routine("f(integer)")
    op.create_routine("f(integer)", {
      arguments = "a integer",
      returns = "bigint",
      language = "sql",
      body = "SELECT a::bigint",
      comment = "kept",
      grants = { pg_monitor = { "execute" } },
    })
    op.create_view("v", { "SELECT f(1) AS f", grants = { pg_monitor = { "select" } } })
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_routine("f(integer)")
    op.create_routine("f(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT a",
      comment = "kept",
      grants = { pg_monitor = { "execute" } },
    })
    op.create_view("v", { "SELECT f(1) AS f", grants = { pg_monitor = { "select" } } })
  end,
}
