model "t" { row_security = true, { "id", "integer" }, policies = { p = { using = "id > 0" } } }
