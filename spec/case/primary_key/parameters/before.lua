model "t" { { "id", "integer", primary_key = { with = { fillfactor = 70 } } } }
model "billing.u" { { "id", "integer", primary_key = true } }
