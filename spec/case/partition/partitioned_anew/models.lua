model "t" { partition_by = "LIST (n)", { "n", "integer", primary_key = true }, { "a", "text" }, comment = "kept" }
model "t_1" { partition_of = "t", for_values = "IN (1, 2)" }
