sequence "s" {}
model "t" { { "id", "bigint" }, { "n", "bigint" } }
