model "a" { { "id", "integer" } }
