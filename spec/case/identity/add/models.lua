model "t" { { "id", "bigint", identity = true }, { "n", "text" } }
