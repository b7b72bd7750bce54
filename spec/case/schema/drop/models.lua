model "clients" { { "id", "integer", primary_key = true } }
