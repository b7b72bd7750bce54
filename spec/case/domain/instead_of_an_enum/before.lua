enum "state" { "open", "paid" }
model "t" { { "id", "integer" }, { "s", "state", null = false, default = "open" } }
