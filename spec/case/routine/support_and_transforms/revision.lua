-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "SETOF integer",
      language = "sql",
      support = "generate_series_int4_support",
      transforms = { "smallint" },
      body = "SELECT a",
    })
  end,

  down = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "SETOF integer",
      language = "sql",
      rows = 5,
      body = "SELECT a",
    })
  end,
}
