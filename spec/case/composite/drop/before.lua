composite "a" { { "x", "integer" } }
composite "b" { { "a", "a" } }
routine "f(b)" { returns = "integer", body = "SELECT 1" }
model "t" { { "id", "integer" }, { "b", "b" } }
