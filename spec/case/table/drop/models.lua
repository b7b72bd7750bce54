model "b" { { "id", "integer", primary_key = true } }
