model "a" { { "id", "integer", primary_key = true }, { "n", "integer" }, indexes = { { "n" } }, cluster_on = "a_n_idx" }
model "b" { { "id", "integer", primary_key = true }, cluster_on = "b_pkey" }
model "c" { { "id", "integer", primary_key = true }, { "n", "integer" }, cluster_on = "c_pkey" }
