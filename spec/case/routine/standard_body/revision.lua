-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("next(integer)", {
      arguments = "n integer",
      returns = "integer",
      language = "sql",
      body = "RETURN n + 1",
    })
    op.alter_routine("total()", {
      returns = "bigint",
      language = "sql",
      body = "BEGIN ATOMIC SELECT sum(a) FROM t; END",
    })
  end,

  down = function(op)
    op.alter_routine("total()", {
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(a) FROM t",
    })
    op.drop_routine("next(integer)")
  end,
}
