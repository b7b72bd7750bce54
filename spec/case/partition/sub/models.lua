model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "h", "integer" } }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (MAXVALUE)", partition_by = "HASH (h)" }
model "t_1_0" { partition_of = "t_1", for_values = "WITH (modulus 2, remainder 0)" }
model "t_1_1" { partition_of = "t_1", for_values = "WITH (modulus 2, remainder 1)" }
