domain "a" { "integer", checks = { kept = "VALUE > 0", gone = "VALUE < 100", changed = "VALUE <> 7" } }
model "t" { { "a", "a" } }
