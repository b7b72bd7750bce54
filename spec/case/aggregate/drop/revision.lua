-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_aggregate("total(integer)")
    op.create_routine("total(integer)", {
      returns = "integer",
      language = "sql",
      body = "SELECT $1",
    })
    op.drop_aggregate("rows_of()")
  end,

  down = function(op)
    op.create_aggregate("rows_of()", {
      sfunc = "int8inc",
      stype = "bigint",
      initcond = "0",
      comment = "gone",
    })
    op.drop_routine("total(integer)")
    op.create_aggregate("total(integer)", { sfunc = "int4pl", stype = "integer" })
  end,
}
