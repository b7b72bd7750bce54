-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_aggregate("total(integer)")
    op.drop_routine("add(bigint, integer)")
    op.create_routine("add(bigint, integer)", {
      arguments = "state bigint, n integer",
      returns = "bigint",
      language = "sql",
      body = "SELECT state + n",
    })
    op.create_aggregate("total(integer)", {
      sfunc = "add",
      stype = "bigint",
      initcond = "0",
      comment = "kept",
    })
    op.create_view("v", "SELECT total(a) AS total FROM t")
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_aggregate("total(integer)")
    op.drop_routine("add(bigint, integer)")
    op.create_routine("add(bigint, integer)", {
      arguments = "s bigint, n integer",
      returns = "bigint",
      language = "sql",
      body = "SELECT s + n",
    })
    op.create_aggregate("total(integer)", {
      sfunc = "add",
      stype = "bigint",
      initcond = "0",
      comment = "kept",
    })
    op.create_view("v", "SELECT total(a) AS total FROM t")
  end,
}
