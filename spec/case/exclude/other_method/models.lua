model "t" { { "a", "point" }, { "b", "integer" }, exclude = { x = { "a WITH ~=", using = "spgist" } } }
