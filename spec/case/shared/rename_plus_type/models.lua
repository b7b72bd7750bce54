enum "status" { "pending", "paid", "void" }
model "clients" {
  { "id", "bigint", primary_key = true, identity = true },
  { "name", "text", null = false, unique = true },
}
model "invoices" {
  comment = "Invoices",
  { "id", "bigint", primary_key = true, identity = true },
  { "client_id", "bigint", null = false, references = "clients.id" },
  { "cents", "bigint", renamed_from = "amount", comment = "in cents", check = "cents >= 0" },
  { "status", "status", null = false, default = "pending" },
  { "note", "varchar(50)" },
  indexes = { { "client_id" }, { "status", "cents DESC", where = "status <> 'paid'" } },
  grants = { pg_monitor = { "select" } },
}
view "open_invoices" {
  "SELECT id, cents, status FROM invoices WHERE status = 'pending'",
  comment = "open",
  grants = { pg_monitor = { "select" } },
}
view "open_totals" { "SELECT sum(cents) AS total FROM open_invoices", comment = "totals" }
