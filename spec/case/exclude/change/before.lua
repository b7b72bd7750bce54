model "t" { { "a", "int4range" }, { "b", "int4range" }, exclude = { x = { "a WITH &&", using = "gist" } } }
