domain "a" { "integer", checks = { kept = "VALUE > 0", changed = "VALUE <> 9", new = "VALUE < 50" } }
model "t" { { "a", "a" } }
