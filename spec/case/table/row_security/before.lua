model "a" { row_security = true, force_row_security = true, { "id", "integer" } }
model "b" { { "id", "integer" } }
