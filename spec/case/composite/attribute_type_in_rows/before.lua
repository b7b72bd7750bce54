composite "pair" { { "a", "integer" }, { "b", "text" }, comment = "kept", grants = { public = {} } }
composite "deep" { { "p", "pair" }, { "n", "integer" } }
routine "first(pair)" { arguments = "p pair", returns = "bigint", body = "SELECT (p).a::bigint" }
model "t" { { "p", "pair", default = sql "ROW(1, 'x')::pair", null = false }, { "d", "deep" }, indexes = { { "((p).b)" } } }
view "v" { "SELECT (p).a FROM t", comment = "kept" }
