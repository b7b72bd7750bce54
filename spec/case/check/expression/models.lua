model "t" { { "a", "varchar(10)" }, checks = { known = "a IN ('x', 'y', 'z')" } }
