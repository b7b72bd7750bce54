model "other" { { "n", "bigint" } }
