-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_routine("b(integer)", { returns = "integer", language = "sql", body = "SELECT $1" })
    op.create_routine("a(integer)", { returns = "integer", language = "sql", body = "SELECT b($1)" })
    op.create_table("z", {
      { "x", "int", default = sql "a(1)" },
    })
  end,

  down = function(op)
    op.drop_table("z")
    op.drop_routine("a(integer)")
    op.drop_routine("b(integer)")
  end,
}
