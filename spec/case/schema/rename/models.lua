schema "accounts" { renamed_from = "billing" }
enum "accounts.state" { "open", "paid" }
model "accounts.invoices" {
  { "id", "integer", primary_key = true },
  { "state", "accounts.state", default = "open" },
  indexes = { { "state" } },
}
view "open_invoices" { "SELECT id FROM accounts.invoices WHERE state = 'open'" }
