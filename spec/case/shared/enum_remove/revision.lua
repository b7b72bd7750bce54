-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("open_totals")
    op.drop_view("open_invoices")
    op.alter_column("invoices", "status", { default = none }, { default = "pending" })
    op.drop_index("invoices_status_amount_idx")
    op.rename_enum("status", "status__old")
    op.create_enum("status", { "pending", "paid" })
    op.alter_column("invoices", "status", {
      type = "status",
      default = "pending",
      using = "status::text::status",
    }, { type = "status", default = none })
    op.create_view("open_invoices", {
      "SELECT id, amount, status FROM invoices WHERE status = 'pending'",
      comment = "open",
      grants = { pg_monitor = { "select" } },
    })
    op.create_index("invoices_status_amount_idx", "invoices", {
      "status",
      "amount DESC",
      where = "status <> 'paid'",
    })
    op.create_view("open_totals", {
      "SELECT sum(amount) AS total FROM open_invoices",
      comment = "totals",
    })
    op.drop_enum("status__old")
  end,

  down = function(op)
    op.alter_enum("status", { "pending", "paid", "void" }, { "pending", "paid" })
  end,
}
