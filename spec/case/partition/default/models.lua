model "t" { partition_by = "LIST (n)", { "n", "integer" } }
model "t_1" { partition_of = "t", for_values = "IN (1)" }
model "t_rest" { partition_of = "t", for_values = "IN (2)" }
model "t_other" { partition_of = "t", for_values = "default" }
