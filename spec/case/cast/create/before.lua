enum "mood" { "sad", "happy" }
routine "rank(mood)" { arguments = "mood", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 1" }
