-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("invoices", "client_id", "customer_id")
    op.rename_foreign_key("invoices", "invoices_client_id_fkey", "invoices_customer_id_fkey")
    op.rename_index("invoices_client_id_idx", "invoices_customer_id_idx")
  end,

  down = function(op)
    op.rename_column("invoices", "customer_id", "client_id")
    op.rename_foreign_key("invoices", "invoices_customer_id_fkey", "invoices_client_id_fkey")
    op.rename_index("invoices_customer_id_idx", "invoices_client_id_idx")
  end,
}
