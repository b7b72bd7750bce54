routine "add(bigint, integer)" { returns = "bigint", volatility = "immutable", body = "SELECT $1 + coalesce($2, 0)" }
