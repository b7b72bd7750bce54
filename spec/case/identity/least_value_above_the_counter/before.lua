sequence "s" {}
model "t" { { "id", "bigint", primary_key = true, identity = true }, { "n", "text" } }
