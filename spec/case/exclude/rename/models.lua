model "t" { { "a", "integer" }, exclude = { y = { "a WITH =", renamed_from = "x" } } }
