enum "mood" { "sad", "happy" }
routine "rank(mood)" { arguments = "mood", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 1" }
cast "mood AS integer" { routine = "rank(mood)", context = "implicit", comment = "how glad" }
cast "mood AS bigint" { inout = true, context = "assignment" }
