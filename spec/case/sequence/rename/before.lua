sequence "s" { increment = 2, comment = "counts" }
model "t" { { "id", "bigint", default = sql "nextval('s')" } }
