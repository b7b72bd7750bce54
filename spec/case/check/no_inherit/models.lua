model "t" { { "a", "integer" }, checks = { positive = { "a > 0", no_inherit = true } } }
