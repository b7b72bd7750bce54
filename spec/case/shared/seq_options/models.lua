sequence "s" { increment = 5, cycle = true }
sequence "t_id_seq" { type = "bigint" }
model "t" { { "id", "bigint", primary_key = true, default = sql "nextval('t_id_seq')" }, { "a", "text" } }
