model "t" { { "id", "bigint", primary_key = true, identity = "always" } }
