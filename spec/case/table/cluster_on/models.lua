model "a" { { "id", "integer", primary_key = true }, { "n", "integer" }, indexes = { { "n" } }, cluster_on = "a_pkey" }
model "b" { { "id", "integer", primary_key = true } }
model "c2" { renamed_from = "c", { "id", "integer", primary_key = true }, { "n", "integer" }, cluster_on = "c2_pkey" }
model "d" { { "n", "integer" }, indexes = { by_n = { "n" } }, cluster_on = "by_n" }
