-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("parts(integer)")
    op.create_routine("parts(integer)", {
      arguments = "n integer, OUT a integer, OUT c text",
      returns = "record",
      language = "sql",
      body = "SELECT n, 'x'",
    })
    op.drop_routine("sum_of(integer[])")
    op.create_routine("sum_of(integer[])", {
      arguments = "VARIADIC list integer[] DEFAULT '{}'",
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(x) FROM unnest(list) x",
    })
    op.drop_routine("rows_of(integer)")
    op.create_routine("rows_of(integer)", {
      arguments = "n integer",
      returns = "TABLE(a integer, c text)",
      language = "sql",
      body = "SELECT n, 'y'",
    })
    op.alter_routine("both(integer)", {
      arguments = "INOUT n integer DEFAULT 3",
      returns = "integer",
      language = "sql",
      body = "SELECT n + 1",
    })
  end,

  down = function(op)
    op.drop_routine("both(integer)")
    op.create_routine("both(integer)", {
      arguments = "INOUT n integer",
      returns = "integer",
      language = "sql",
      body = "SELECT n",
    })
    op.drop_routine("parts(integer)")
    op.create_routine("parts(integer)", {
      arguments = "n integer, OUT a integer, OUT b text",
      returns = "record",
      language = "sql",
      body = "SELECT n, 'x'",
    })
    op.drop_routine("rows_of(integer)")
    op.create_routine("rows_of(integer)", {
      arguments = "n integer",
      returns = "TABLE(a integer, b text)",
      language = "sql",
      body = "SELECT n, 'x'",
    })
    op.drop_routine("sum_of(integer[])")
    op.create_routine("sum_of(integer[])", {
      arguments = "VARIADIC l integer[]",
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(x) FROM unnest(l) x",
    })
  end,
}
