sequence "s" { minvalue = 50 }
model "t" { { "id", "bigint", primary_key = true, identity = { minvalue = 100 } }, { "n", "text" } }
