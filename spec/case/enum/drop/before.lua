enum "state" { "open", "paid", comment = "of an invoice" }
enum "unused" {}
model "t" { { "id", "integer" }, { "state", "state" } }
