enum "state" { "open", "paid", "void", "lost" }
model "t" { { "state", "state", default = "open" } }
