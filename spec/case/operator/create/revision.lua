-- change
revision {
  owner    = "core",

  up = function(op)
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
    op.create_operator("~~>(text, integer)", {
      routine = "like_it(text, integer)",
      commutator = "<~~",
      restrict = "contsel",
      join = "contjoinsel",
      comment = "is liked",
    })
    op.create_operator("<~~(integer, text)", {
      routine = "liked(integer, text)",
      commutator = "~~>",
    })
    op.create_operator("s.-(s.pair)", { routine = "minus(s.pair)" })
    op.create_operator("s.=(s.pair, s.pair)", {
      routine = "same(s.pair, s.pair)",
      commutator = "s.=",
      restrict = "eqsel",
      hashes = true,
      merges = true,
    })
    op.create_table("t", {
      { "a", "text" },
      { "b", "integer" },
      checks = { liked = "a ~~> b" },
    })
  end,

  down = function(op)
    op.drop_operator("s.-(s.pair)")
    op.drop_routine("minus(s.pair)")
    op.drop_operator("s.=(s.pair, s.pair)")
    op.drop_routine("same(s.pair, s.pair)")
    op.drop_composite("s.pair")
    op.drop_schema("s")
    op.drop_table("t")
    op.drop_operator("~~>(text, integer)")
    op.drop_routine("like_it(text, integer)")
    op.drop_operator("<~~(integer, text)")
    op.drop_routine("liked(integer, text)")
  end,
}
