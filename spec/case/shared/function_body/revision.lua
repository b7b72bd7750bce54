-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("tax(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT a * 3",
    })
  end,

  down = function(op)
    op.alter_routine("tax(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT a * 2",
    })
  end,
}
