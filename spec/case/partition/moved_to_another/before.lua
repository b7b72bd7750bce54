model "hot" { partition_by = "LIST (n)", { "n", "integer" }, indexes = { { "n" } } }
model "cold" { partition_by = "LIST (n)", { "n", "integer" } }
model "part" { partition_of = "hot", for_values = "IN (1)" }
