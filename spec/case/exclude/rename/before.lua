model "t" { { "a", "integer" }, exclude = { x = { "a WITH =" } } }
