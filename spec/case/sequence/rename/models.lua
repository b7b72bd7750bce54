sequence "ticket" { renamed_from = "s", increment = 2, comment = "counts" }
model "t" { { "id", "bigint", default = sql "nextval('ticket')" } }
