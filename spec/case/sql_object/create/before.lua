routine "rank(mood)" { returns = "integer", arguments = "mood", language = "sql", volatility = "immutable", body = "SELECT 1" }
enum "mood" { "sad", "happy" }
model "t" { { "a", "mood" } }
