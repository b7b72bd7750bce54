schema "s"
composite "s.pair" { { "a", "integer" } }
routine "like_it(text, integer)" { arguments = "text, integer", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
routine "liked(integer, text)" { arguments = "integer, text", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
routine "minus(s.pair)" { arguments = "s.pair", returns = "s.pair", language = "sql", volatility = "immutable", body = "SELECT $1" }
routine "same(s.pair, s.pair)" { arguments = "s.pair, s.pair", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
routine "love_it(text, integer)" { arguments = "text, integer", returns = "boolean", language = "sql", volatility = "immutable", body = "SELECT true" }
operator "~~>(text, integer)" { routine = "love_it(text, integer)", comment = "is liked" }
model "t" { { "a", "text" }, { "b", "integer" }, checks = { liked = "a ~~> b" } }
