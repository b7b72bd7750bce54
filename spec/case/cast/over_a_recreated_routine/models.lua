enum "mood" { "sad", "happy" }
routine "rank(mood)" { arguments = "m mood", returns = "bigint", language = "sql", volatility = "immutable", body = "SELECT 1" }
cast "mood AS bigint" { routine = "rank(mood)", comment = "how glad" }
