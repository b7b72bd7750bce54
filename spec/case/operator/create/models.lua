schema "s"
composite "s.pair" { { "a", "integer" } }
routine "like_it(text, integer)" { arguments = "text, integer", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
routine "liked(integer, text)" { arguments = "integer, text", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
routine "minus(s.pair)" { arguments = "s.pair", returns = "s.pair", language = "sql", volatility = "immutable", body = "SELECT $1" }
routine "same(s.pair, s.pair)" { arguments = "s.pair, s.pair", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
operator "~~>(text, integer)" { routine = "like_it(text, integer)", commutator = "<~~", restrict = "contsel", join = "contjoinsel", comment = "is liked" }
operator "<~~(integer, text)" { routine = "liked(integer, text)", commutator = "~~>" }
operator "s.-(s.pair)" { routine = "minus(s.pair)" }
operator "s.=(s.pair, s.pair)" { routine = "same(s.pair, s.pair)", commutator = "s.=", hashes = true, merges = true, restrict = "eqsel" }
model "t" { { "a", "text" }, { "b", "integer" }, checks = { liked = "a ~~> b" } }
