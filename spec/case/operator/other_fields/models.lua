composite "pair" { { "a", "integer" } }
routine "same(pair, pair)" { arguments = "pair, pair", returns = "boolean", volatility = "immutable", body = "SELECT true" }
operator "===(pair, pair)" { routine = "same(pair, pair)", commutator = "===", hashes = true, merges = true }
operator "!==(pair, pair)" { routine = "same(pair, pair)" }
