-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "SETOF integer",
      language = "sql",
      volatility = "stable",
      leakproof = true,
      security_definer = true,
      cost = 7,
      set = { 'search_path=""', "statement_timeout=1s" },
      body = "SELECT a",
    })
  end,

  down = function(op)
    op.alter_routine("f(integer)", {
      arguments = "a integer",
      returns = "SETOF integer",
      language = "plpgsql",
      volatility = "immutable",
      strict = true,
      parallel = "safe",
      rows = 5,
      set = { "work_mem=4MB" },
      body = "BEGIN END",
    })
  end,
}
