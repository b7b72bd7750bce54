model "t" { { "id", "integer", primary_key = true, identity = true } }
