-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_cast("mood AS integer")
    op.drop_routine("rank(mood)")
  end,

  down = function(op)
    op.create_routine("rank(mood)", {
      arguments = "mood",
      returns = "integer",
      language = "sql",
      volatility = "immutable",
      body = "SELECT 1",
    })
    op.create_cast("mood AS integer", { routine = "rank(mood)", comment = "how glad" })
  end,
}
