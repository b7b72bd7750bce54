enum "state" { "open", "paid" }
