model "t" { { "id", "integer" }, policies = { p = { using = "id > 0", comment = "kept" } } }
