schema "billing" { comment = "money" }
enum "billing.state" { "open", "paid" }
model "billing.invoices" {
  { "id", "integer", primary_key = true },
  { "state", "billing.state", null = false, default = "open" },
}
model "clients" { { "id", "integer", primary_key = true } }
