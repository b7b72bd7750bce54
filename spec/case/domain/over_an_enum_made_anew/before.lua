enum "state" { "open", "paid", "void" }
domain "known" { "state", null = false, default = "open", checks = { "VALUE <> 'void'" } }
model "t" { { "a", "known" }, { "b", "state" } }
