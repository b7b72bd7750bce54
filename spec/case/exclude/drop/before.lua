model "t" { { "a", "integer" }, exclude = { { "a WITH =" } } }
