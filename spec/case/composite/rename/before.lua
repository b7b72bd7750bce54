composite "pair" { { "a", "integer", comment = "kept" }, { "b", "text" }, comment = "kept" }
routine "first(pair)" { arguments = "p pair", returns = "integer", body = "SELECT (p).a" }
model "t" { { "p", "pair" }, checks = { positive = "(p).a > 0" } }
