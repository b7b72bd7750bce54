domain "d" { "integer", checks = { positive = { "VALUE > 0", not_valid = true } } }
