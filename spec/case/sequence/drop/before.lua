sequence "s" { comment = "counts" }
model "t" { { "id", "bigint", default = sql "nextval('s')" }, { "n", "serial" } }
