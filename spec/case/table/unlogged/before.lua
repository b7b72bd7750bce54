model "t" { unlogged = true, { "id", "integer" } }
model "u" { { "id", "integer", primary_key = true } }
