-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t")
    op.create_routine("nextn()", {
      returns = "bigint",
      language = "sql",
      body = "SELECT count(*) FROM t",
    })
    op.create_column("t", { "n", "bigint", default = sql "nextn()" })
  end,

  down = function(op)
    op.drop_column("t", "n")
    op.drop_routine("nextn()")
    op.drop_table("t")
  end,
}
