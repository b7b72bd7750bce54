model "T" { { "userId", "integer" }, { "order", "integer" }, { "Two Words", "integer" } }
