routine "f(integer)" { returns = "integer", body = "SELECT 1", comment = "gone" }
routine "p()" { language = "plpgsql", body = "BEGIN NULL; END" }
model "t" { { "a", "integer", default = sql "f(1)" } }
