model "t" { { "id", "bigint" }, { "n", "integer", null = false } }
