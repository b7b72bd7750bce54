-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("add(integer, integer, integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT $1 + $2 + $3",
    })
    op.create_routine("add(integer, integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT add($1, $2, (ARRAY[3, 4])[1])",
    })
    op.create_routine("add(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT add($1, coalesce(1, 2))",
    })
  end,

  down = function(op)
    op.drop_routine("add(integer)")
    op.drop_routine("add(integer, integer)")
    op.drop_routine("add(integer, integer, integer)")
  end,
}
