-- The invoice generator of mcpeasy's guide. Its table has the organisation's name in front, so that it collides with
-- nobody's.
model "acme_invoice_data" {
  comment = "Invoices made by the invoice generator",
  { "id",                       "bigint",       primary_key = true, identity = true },
  { "client_id",                "uuid",         null = false, references = "clients.id" },
  { "invoice_number",           "varchar(50)",  null = false, unique = true },
  { "amount",                   "integer",      null = false, comment = "in cents" },
  { "status",                   "varchar(50)",  null = false, default = "pending" },
  { "stripe_payment_intent_id", "varchar(255)" },
  { "metadata",                 "jsonb" },
  timestamps(),

  checks  = { acme_invoice_amount_positive = "amount >= 0" },
  indexes = {
    { "client_id" },
    { "created_at" },
    { "status", where = "status <> 'paid'" },
  },
}
