-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_routine("b(integer)", { returns = "integer", language = "sql", body = "SELECT $1" })
    op.create_routine("a(integer)", { returns = "integer", language = "sql", body = "SELECT b($1)" })
    op.create_table("later", {
      { "n", "bigint", default = sql "a(1)" },
    })
    op.create_routine("c()", {
      returns = "bigint",
      language = "sql",
      body = "SELECT count(*) FROM later",
    })
  end,

  down = function(op)
    op.drop_routine("c()")
    op.drop_table("later")
    op.drop_routine("a(integer)")
    op.drop_routine("b(integer)")
  end,
}
