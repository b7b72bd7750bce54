enum "state" { "draft", "open", "sent", "late", "paid", "void" }
model "t" { { "state", "state", default = "open" } }
