model "a" { { "x", "integer", primary_key = true } }
model "b" { { "x", "integer", primary_key = true } }
model "c" { { "x", "integer", primary_key = true } }
