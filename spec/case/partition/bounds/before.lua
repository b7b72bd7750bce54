model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "a", "text" } }
model "t_low" { partition_of = "t", for_values = "FROM (0) TO (10)" }
model "t_high" { partition_of = "t", for_values = "FROM (10) TO (20)" }
model "t_gone" { partition_of = "t", for_values = "FROM (20) TO (30)" }
