enum "feeling" { renamed_from = "mood", "sad", "happy" }
routine "rank(feeling)" { arguments = "feeling", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 1" }
cast "feeling AS integer" { routine = "rank(feeling)", comment = "how glad" }
