model "billing.invoices" { { "id", "integer", primary_key = true } }
model "invoices" {
  { "id", "integer", primary_key = true },
  { "of", "integer", references = "billing.invoices.id" },
}
