sequence "s" { increment = 2 }
sequence "t_id_seq" { type = "integer", owned_by = "t.id" }
model "t" { { "id", "integer", primary_key = true, default = sql "nextval('t_id_seq')" }, { "a", "text" } }
