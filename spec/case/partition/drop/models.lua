model "t" { partition_by = "RANGE (n)", { "n", "integer", primary_key = true } }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)" }
