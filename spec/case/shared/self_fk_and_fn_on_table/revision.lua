-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "id", "int", primary_key = true },
      { "up", "int", references = "t.id" },
    })
    op.create_routine("cnt(t)", {
      arguments = "r t",
      returns = "bigint",
      language = "sql",
      volatility = "stable",
      body = "SELECT count(*) FROM t",
    })
    op.create_view("tv", "SELECT t.id, cnt(t) AS n FROM t")
  end,

  down = function(op)
    op.drop_view("tv")
    op.drop_routine("cnt(t)")
    op.drop_table("t")
  end,
}
