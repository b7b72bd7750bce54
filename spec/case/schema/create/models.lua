schema "billing" {}
model "billing.invoices" {
  { "id", "bigint", primary_key = true, identity = true },
  { "total", "numeric(12,2)", null = false },
}
