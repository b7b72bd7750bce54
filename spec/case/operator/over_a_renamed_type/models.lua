enum "feeling" { renamed_from = "mood", "sad", "happy" }
routine "sum(feeling, feeling)" { arguments = "feeling, feeling", returns = "integer", language = "sql", volatility = "immutable", body = "SELECT 1" }
operator "+(feeling, feeling)" { routine = "sum(feeling, feeling)", comment = "of both" }
