domain "amount" { "integer", checks = { "VALUE >= 0" } }
domain "other" { "amount" }
routine "twice(amount)" { returns = "integer", body = "SELECT $1 * 2" }
model "t" { { "id", "integer" }, { "a", "other" } }
