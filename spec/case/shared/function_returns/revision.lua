-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "nothing is stored in column t.g itself" },

  up = function(op)
    op.drop_view("vt")
    op.drop_column("t", "g")
    op.drop_check("t", "pos")
    op.alter_column("t", "v", { default = none }, { default = sql "tax(3)" })
    op.drop_index("t_tax")
    op.drop_routine("tax(integer)")
    op.create_routine("tax(integer)", {
      arguments = "a integer",
      returns = "bigint",
      language = "sql",
      volatility = "immutable",
      body = "SELECT a * 2",
      comment = "tax",
    })
    op.alter_column("t", "v", { default = sql "tax(3)" }, { default = none })
    op.create_column("t", { "g", "bigint", generated = "tax(v)" })
    op.create_view("vt", "SELECT tax(v) AS x FROM t")
    op.create_check("t", "pos", "tax(v) > 0")
    op.create_index("t_tax", "t", { "tax(v)" })
  end,

  down = function(op)
    op.drop_view("vt")
    op.drop_column("t", "g")
    op.alter_column("t", "v", { default = none }, { default = sql "tax(3)" })
    op.drop_check("t", "pos")
    op.drop_index("t_tax")
    op.drop_routine("tax(integer)")
    op.create_routine("tax(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT a * 2",
      comment = "tax",
    })
    op.alter_column("t", "v", { default = sql "tax(3)" }, { default = none })
    op.create_column("t", { "g", "integer", generated = "tax(v)" })
    op.create_check("t", "pos", "tax(v) > 0")
    op.create_index("t_tax", "t", { "tax(v)" })
    op.create_view("vt", "SELECT tax(v) AS x FROM t")
  end,
}
