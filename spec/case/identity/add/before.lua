model "t" { { "id", "bigint" }, { "n", "text" } }
