schema "billing" {}
enum "billing.state" { "open", "paid" }
model "billing.invoices" {
  { "id", "integer", primary_key = true },
  { "state", "billing.state", default = "open" },
  indexes = { { "state" } },
}
view "open_invoices" { "SELECT id FROM billing.invoices WHERE state = 'open'" }
