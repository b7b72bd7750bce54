model "t" { { "id", "integer", primary_key = true } }
model "billing.u" { { "id", "integer", primary_key = { with = { fillfactor = 80 } } } }
