domain "d" { "integer", checks = { positive = "VALUE > 0" } }
