enum "state" { { "started", renamed_from = "open" }, "paid" }
model "t" { { "state", "state", default = "started" } }
