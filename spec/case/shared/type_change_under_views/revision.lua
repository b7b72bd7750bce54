-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.drop_check("invoices", "invoices_amount_check")
    op.alter_column("invoices", "amount", { type = "bigint" }, { type = "integer" })
    op.create_view("open_invoices", {
      "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_check("invoices", "invoices_amount_check", "amount >= 0")
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
  end,

  down = function(op)
    op.drop_check("invoices", "invoices_amount_check")
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.alter_column("invoices", "amount", { type = "integer" }, { type = "bigint" })
    op.create_check("invoices", "invoices_amount_check", "amount >= 0")
    op.create_view("open_invoices", {
      "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
  end,
}
