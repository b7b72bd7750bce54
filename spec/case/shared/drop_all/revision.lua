-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table clients, table invoices" },

  up = function(op)
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.drop_table("invoices")
    op.drop_table("clients")
    op.drop_enum("status")
  end,

  -- Not restored: the rows of table invoices.
  -- Not restored: the rows of table clients.
  down = function(op)
    op.create_table("clients", {
      { "id", "bigint", primary_key = true, identity = true },
      { "name", "text", null = false, unique = true },
    })
    op.create_enum("status", { "pending", "paid", "void" })
    op.create_table("invoices", {
      { "id", "bigint", primary_key = true, identity = true },
      { "client_id", "bigint", null = false, references = "clients.id" },
      { "amount", "integer", check = "amount >= 0", comment = "in cents" },
      { "status", "status", null = false, default = "pending" },
      { "note", "varchar(50)" },
      comment = "Invoices",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_invoices", {
      "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
    op.create_index("invoices_client_id_idx", "invoices", { "client_id" })
    op.create_index("invoices_status_amount_idx", "invoices", {
      "status",
      "amount DESC",
      where = "status <> 'paid'",
    })
  end,
}
