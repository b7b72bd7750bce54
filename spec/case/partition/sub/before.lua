model "t" { partition_by = "RANGE (n)", { "n", "integer" }, { "h", "integer" } }
