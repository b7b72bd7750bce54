-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("minus(s.pair)")
    op.drop_routine("same(s.pair, s.pair)")
    op.drop_composite("s.pair")
    op.drop_schema("s")
    op.drop_operator("~~>(text, integer)")
    op.drop_routine("like_it(text, integer)")
    op.drop_routine("liked(integer, text)")
  end,

  down = function(op)
    op.create_schema("s")
    op.create_composite("s.pair", {
      { "a", "integer" },
    })
    op.create_routine("like_it(text, integer)", {
      arguments = "text, integer",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT true",
    })
    op.create_operator("~~>(text, integer)", {
      routine = "like_it(text, integer)",
      comment = "is liked",
    })
    op.create_routine("liked(integer, text)", {
      arguments = "integer, text",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT true",
    })
    op.create_routine("minus(s.pair)", {
      arguments = "s.pair",
      returns = "s.pair",
      language = "sql",
      volatility = "immutable",
      body = "SELECT $1",
    })
    op.create_routine("same(s.pair, s.pair)", {
      arguments = "s.pair, s.pair",
      returns = "boolean",
      language = "sql",
      volatility = "immutable",
      body = "SELECT true",
    })
  end,
}
