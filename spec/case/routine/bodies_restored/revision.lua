-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table later" },

  up = function(op)
    op.create_table("other", {
      { "n", "bigint" },
    })
    op.drop_routine("c()")
    op.drop_table("later")
    op.drop_routine("a(integer)")
    op.drop_routine("b(integer)")
  end,

  -- Not restored: the rows of table later.
  down = function(op)
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
    op.drop_table("other")
  end,
}
