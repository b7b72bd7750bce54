model "t" { partition_by = "RANGE (n)",
  { "n", "integer" }, { "b", "varchar(20)", null = false, renamed_from = "a" }, { "new", "integer", default = 1 },
  checks = { positive = "n > 0" },
}
model "t_1" { partition_of = "t", for_values = "FROM (0) TO (10)", indexes = { { "b" }, { "new" } } }
view "v" { "SELECT b AS a FROM t_1" }
