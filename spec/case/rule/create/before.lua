model "t" { { "a", "integer" } }
model "log" { { "what", "text" } }
view "v" { "SELECT a FROM t" }
