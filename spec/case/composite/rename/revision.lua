-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_routine("first(pair)", "first(couple)")
    op.rename_composite("pair", "couple")
    op.rename_attribute("couple", "a", "b__moving")
    op.rename_attribute("couple", "b", "a")
    op.rename_attribute("couple", "b__moving", "b", "a")
    op.alter_routine("first(couple)", {
      arguments = "p couple",
      returns = "integer",
      language = "sql",
      body = "SELECT (p).b",
    })
  end,

  down = function(op)
    op.rename_routine("first(couple)", "first(pair)")
    op.rename_composite("couple", "pair")
    op.rename_attribute("pair", "b", "a__moving")
    op.rename_attribute("pair", "a", "b")
    op.rename_attribute("pair", "a__moving", "a", "b")
    op.drop_check("t", "positive")
    op.create_check("t", "positive", "(p).a > 0")
    op.alter_routine("first(pair)", {
      arguments = "p pair",
      returns = "integer",
      language = "sql",
      body = "SELECT (p).a",
    })
  end,
}
