sequence "s" { owned_by = "t.n" }
model "t" { { "id", "bigint" }, { "n", "bigint", default = sql "nextval('s')" } }
