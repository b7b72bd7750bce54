model "t" { partition_by = "LIST (n)", { "n", "integer" }, { "a", "integer" } }
model "t_1" { partition_of = "t", for_values = "IN (1)" }
model "s" { partition_by = "RANGE (lower(a))", { "id", "integer" }, { "a", "text" }, indexes = { { "id" } } }
model "s_1" { partition_of = "s", for_values = "FROM ('a') TO ('b')" }
