model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "a", "text" } }
model "t_low" { partition_of = "t", for_values = "FROM (0) TO (15)" }
model "t_high" { partition_of = "t", for_values = "FROM (15) TO (25)" }
model "t_new" { partition_of = "t", for_values = "FROM (25) TO (30)" }
