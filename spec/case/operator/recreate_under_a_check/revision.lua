-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_routine("love_it(text, integer)", {
      arguments = "text, integer",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT true",
    })
    op.drop_check("t", "liked")
    op.drop_operator("~~>(text, integer)")
    op.create_operator("~~>(text, integer)", {
      routine = "love_it(text, integer)",
      comment = "is liked",
    })
    op.create_check("t", "liked", "a ~~> b")
  end,

  down = function(op)
    op.drop_check("t", "liked")
    op.drop_operator("~~>(text, integer)")
    op.drop_routine("love_it(text, integer)")
    op.create_operator("~~>(text, integer)", {
      routine = "like_it(text, integer)",
      comment = "is liked",
    })
    op.create_check("t", "liked", "a ~~> b")
  end,
}
