model "t" { { "id", "integer" } }
