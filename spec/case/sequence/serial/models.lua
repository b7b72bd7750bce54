model "t" { { "id", "serial", primary_key = true }, { "n", "bigserial" }, { "k", "smallserial" } }
