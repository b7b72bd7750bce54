domain "state" { "text", checks = { "VALUE IN ('open', 'paid')" } }
model "t" { { "id", "integer" }, { "s", "state", null = false, default = "open" } }
