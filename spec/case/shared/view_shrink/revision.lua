-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.create_view("open_invoices", {
      "SELECT amount, id FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
  end,

  down = function(op)
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
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
