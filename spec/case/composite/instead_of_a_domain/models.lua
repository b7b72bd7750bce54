composite "amount" { { "value", "integer" }, { "currency", "text" } }
enum "other" { "none" }
routine "twice(amount)" { returns = "integer", body = "SELECT ($1).value * 2" }
model "t" { { "id", "integer" }, { "a", "other" } }
