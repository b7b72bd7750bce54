-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("f(integer)")
    op.create_routine("f(integer)", { procedure = true, language = "sql", body = "SELECT 1" })
    op.drop_routine("n()")
    op.create_routine("n()", {
      returns = "bigint",
      language = "internal",
      window = true,
      volatility = "immutable",
      body = "window_row_number",
    })
  end,

  down = function(op)
    op.drop_routine("f(integer)")
    op.create_routine("f(integer)", {
      returns = "integer",
      language = "internal",
      volatility = "immutable",
      body = "int4abs",
    })
    op.drop_routine("n()")
    op.create_routine("n()", {
      returns = "bigint",
      language = "internal",
      volatility = "immutable",
      body = "window_row_number",
    })
  end,
}
