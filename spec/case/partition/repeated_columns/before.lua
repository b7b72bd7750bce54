model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "a", "text", default = "x" } }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)", { "n", "integer" }, { "a", "text", default = "x" } }
model "t_2" { partition_of = "t", for_values = "FROM (10) TO (20)" }
