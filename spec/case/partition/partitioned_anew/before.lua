model "t" { partition_by = "RANGE (n)", { "n", "integer", primary_key = true }, { "a", "text" }, comment = "kept" }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)" }
