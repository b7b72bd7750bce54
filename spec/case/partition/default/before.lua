model "t" { partition_by = "LIST (n)", { "n", "integer" } }
model "t_rest" { partition_of = "t", for_values = "DEFAULT" }
