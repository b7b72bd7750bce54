enum "state" { "paid", "open" }
domain "known" { "state", null = false, default = "open" }
model "t" { { "a", "known" }, { "b", "state" } }
