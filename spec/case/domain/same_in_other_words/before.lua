domain "a" { "int4", default = 3, checks = { "value in (1, 2, 3)" } }
domain "b" { "varchar", default = "x" }
