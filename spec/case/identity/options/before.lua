model "t" { { "id", "bigint", primary_key = true, identity = { increment = 2, start = 3, cache = 4 } } }
