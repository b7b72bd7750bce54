enum "mood" { "sad", "happy" }
routine "sum(mood, mood)" { arguments = "mood, mood", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 1" }
operator "+(mood, mood)" { routine = "sum(mood, mood)", comment = "of both" }
