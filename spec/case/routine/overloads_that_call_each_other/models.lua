model "t" { { "a", "integer" } }
routine "add(integer)" { returns = "integer", body = "SELECT add($1, coalesce(1, 2))" }
routine "add(integer, integer)" { returns = "integer", body = "SELECT add($1, $2, (ARRAY[3, 4])[1])" }
routine "add(integer, integer, integer)" { returns = "integer", body = "SELECT $1 + $2 + $3" }
