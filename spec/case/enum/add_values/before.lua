enum "state" { "open", "paid" }
model "t" { { "state", "state", default = "open" } }
