model "a" { { "id", "integer", primary_key = true }, replica_identity = "nothing" }
model "b" { { "id", "integer", null = false }, replica_identity = "b_id_idx", indexes = { { "id", unique = true } } }
model "c" { { "id", "integer", null = false, unique = true } }
model "d" { { "id", "integer", null = false }, indexes = { { "id", unique = true } }, replica_identity = "d_id_idx" }
model "e" { { "id", "integer", null = false }, replica_identity = "full" }
