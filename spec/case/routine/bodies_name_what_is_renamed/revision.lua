-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("t", "u")
    op.rename_column("u", "a", "b")
    op.alter_routine("total()", {
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(b) FROM u",
    })
    op.alter_routine("checked()", {
      returns = "bigint",
      language = "sql",
      body = "BEGIN ATOMIC SELECT sum(b) FROM u; END",
    })
  end,

  down = function(op)
    op.rename_table("u", "t")
    op.rename_column("t", "b", "a")
    op.alter_routine("checked()", {
      returns = "bigint",
      language = "sql",
      body = "BEGIN ATOMIC SELECT sum(a) FROM t; END",
    })
    op.alter_routine("total()", {
      returns = "bigint",
      language = "sql",
      body = "SELECT sum(a) FROM t",
    })
  end,
}
