model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "a", "text" }, { "gone", "text" } }
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)", indexes = { { "a" }, { "gone" } } }
view "v" { "SELECT a FROM t_1" }
