composite "pair" { { "a", "integer" } }
routine "same(pair, pair)" { arguments = "pair, pair", returns = "boolean", volatility = "immutable", body = "SELECT true" }
operator "===(pair, pair)" { routine = "same(pair, pair)" }
operator "!==(pair, pair)" { routine = "same(pair, pair)" }
