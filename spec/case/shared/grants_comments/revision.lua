-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("column", "invoices", "amount", "public", { "update" })
    op.create_grant("table", "invoices", "public", { "select" })
    op.create_grant("view", "open_invoices", "public", { "select" })
    op.alter_comment("column", "invoices", "amount", "in 'cents'", "in cents")
    op.alter_grant("table", "invoices", "pg_monitor", { "insert", "select" }, { "select" })
    op.alter_grant("view", "open_invoices", "pg_monitor", { "insert", "select" }, { "select" })
    op.drop_comment("view", "open_totals")
  end,

  down = function(op)
    op.create_comment("view", "open_totals", "totals")
    op.alter_comment("column", "invoices", "amount", "in cents", "in 'cents'")
    op.alter_grant("table", "invoices", "pg_monitor", { "select" }, { "insert", "select" })
    op.alter_grant("view", "open_invoices", "pg_monitor", { "select" }, { "insert", "select" })
    op.drop_grant("column", "invoices", "amount", "public")
    op.drop_grant("table", "invoices", "public")
    op.drop_grant("view", "open_invoices", "public")
  end,
}
