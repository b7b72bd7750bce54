enum "state" { "open", "paid" }
model "t" { { "state", "state", default = "open" }, { "history", "state[]" } }
view "v" { "SELECT state FROM t WHERE state = 'open'" }
