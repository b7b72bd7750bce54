model "a" { { "id", "integer", primary_key = true } }
model "b" { { "id", "integer", null = false }, replica_identity = "full", indexes = { { "id", unique = true } } }
model "c" { { "id", "integer", null = false, unique = true }, replica_identity = "c_id_key" }
model "e" { { "id", "integer", null = false }, indexes = { gone = { "id", unique = true } }, replica_identity = "gone" }
