enum "e" { "b", "a" }
routine "f(e)" { arguments = "v e", returns = "e", body = "SELECT v" }
routine "g(e[])" { returns = "integer", body = "SELECT 1" }
model "t" { { "x", "e", default = sql "f('b')" } }
