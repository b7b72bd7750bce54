enum "status" { "pending", "paid" }
model "clients" {
  { "id", "bigint", primary_key = true, identity = true },
  { "name", "text", null = false, unique = true },
}
model "invoices" {
  comment = "Invoices",
  { "id", "bigint", primary_key = true, identity = true },
  { "client_id", "bigint", null = false, references = "clients.id" },
  { "amount", "integer", comment = "in cents", check = "amount >= 0" },
  { "status", "status", null = false, default = "pending" },
  { "note", "varchar(50)" },
  indexes = { { "client_id" }, { "status", "amount DESC", where = "status <> 'paid'" } },
  grants = { pg_monitor = { "select" } },
}
view "open_invoices" {
  "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
  comment = "open",
  grants = { pg_monitor = { "select" } },
}
view "open_totals" { "SELECT sum(amount) AS total FROM open_invoices", comment = "totals" }
