model "t" { { "id", "integer", null = false }, { "n", "integer", null = false }, indexes = { i = { "id", "n", unique = true } }, replica_identity = "i", cluster_on = "i" }
