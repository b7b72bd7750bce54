model "t" { partition_by = "RANGE (n)", { "n", "integer", primary_key = true } }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)" }
model "t_2" { partition_of = "t", for_values = "FROM (10) TO (20)" }
model "u" { partition_by = "RANGE (n)", { "n", "integer" } }
model "u_1" { partition_of = "u", for_values = "FROM (0) TO (10)", comment = "gone soon" }
