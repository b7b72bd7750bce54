model "hot" { partition_by = "LIST (n)", { "n", "integer" }, indexes = { { "n" } } }
model "cold" { partition_by = "LIST (n)", { "n", "integer" }, indexes = { { "n" } } }
model "part" { partition_of = "cold", for_values = "IN (1)" }
