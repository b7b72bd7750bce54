enum "mood" { "sad", "happy" }
routine "rank(mood)" { arguments = "mood", returns = "bigint", volatility = "immutable", body = "SELECT 1" }
cast "mood AS bigint" { routine = "rank(mood)" }
