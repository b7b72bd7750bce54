model "t" { { "id", "integer" } }
model "u" { unlogged = true, { "id", "integer", primary_key = true } }
