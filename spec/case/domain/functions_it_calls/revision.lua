-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_domain("a", { default = none }, { default = sql "first()" })
    op.drop_routine("first()")
    op.create_routine("first()", { returns = "bigint", language = "sql", body = "SELECT 1::bigint" })
    op.alter_routine("fits(integer)", {
      arguments = "n integer",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT n > 1",
    })
    op.alter_domain("a", { default = sql "first()" }, { default = none })
  end,

  down = function(op)
    op.alter_domain("a", { default = none }, { default = sql "first()" })
    op.drop_routine("first()")
    op.create_routine("first()", { returns = "integer", language = "sql", body = "SELECT 1" })
    op.drop_domain_check("a", "a_check")
    op.drop_routine("fits(integer)")
    op.create_routine("fits(integer)", {
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT $1 > 0",
    })
    op.create_domain_check("a", "a_check", "fits(VALUE)")
    op.alter_domain("a", { default = sql "first()" }, { default = none })
  end,
}
