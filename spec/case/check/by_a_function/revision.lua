-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("is_even(bigint)", {
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT $1 % 2 = 0",
    })
    op.drop_check("t", "even")
    op.drop_routine("is_even(integer)")
    op.create_check("t", "even", "is_even(a)")
  end,

  down = function(op)
    op.create_routine("is_even(integer)", {
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT $1 % 2 = 0",
    })
    op.drop_check("t", "even")
    op.drop_routine("is_even(bigint)")
    op.create_check("t", "even", "is_even(a)")
  end,
}
