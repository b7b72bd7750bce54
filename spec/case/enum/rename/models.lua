enum "invoice_state" { renamed_from = "state", "open", "paid" }
model "t" { { "state", "invoice_state", default = "open" }, { "history", "invoice_state[]" } }
view "v" { "SELECT state FROM t WHERE state = 'open'" }
