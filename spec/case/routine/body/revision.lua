-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT a + 1",
    })
  end,

  down = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "integer",
      language = "sql",
      body = "SELECT a",
    })
  end,
}
