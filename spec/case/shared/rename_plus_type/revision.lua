-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("invoices", "amount", "cents")
    op.rename_index("invoices_status_amount_idx", "invoices_status_cents_idx")
    op.drop_check("invoices", "invoices_amount_check")
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.alter_column("invoices", "cents", { type = "bigint" }, { type = "integer" })
    op.create_check("invoices", "invoices_cents_check", "cents >= 0")
    op.create_view("open_invoices", {
      "SELECT id, cents, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_totals", {
      "SELECT sum(cents) AS total FROM open_invoices",
      comment = "totals",
    })
  end,

  down = function(op)
    op.rename_column("invoices", "cents", "amount")
    op.rename_index("invoices_status_cents_idx", "invoices_status_amount_idx")
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.drop_check("invoices", "invoices_cents_check")
    op.alter_column("invoices", "amount", { type = "integer" }, { type = "bigint" })
    op.create_view("open_invoices", {
      "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
    op.create_check("invoices", "invoices_amount_check", "amount >= 0")
  end,
}
