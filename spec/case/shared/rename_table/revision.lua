-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_table("invoices", "bills")
    op.rename_identity("bills", "id", "invoices_id_seq", "bills_id_seq")
    op.rename_primary_key("bills", "invoices_pkey", "bills_pkey")
    op.rename_foreign_key("bills", "invoices_client_id_fkey", "bills_client_id_fkey")
    op.rename_check("bills", "invoices_amount_check", "bills_amount_check")
    op.rename_index("invoices_client_id_idx", "bills_client_id_idx")
    op.rename_index("invoices_status_amount_idx", "bills_status_amount_idx")
  end,

  down = function(op)
    op.rename_table("bills", "invoices")
    op.rename_check("invoices", "bills_amount_check", "invoices_amount_check")
    op.rename_foreign_key("invoices", "bills_client_id_fkey", "invoices_client_id_fkey")
    op.rename_index("bills_client_id_idx", "invoices_client_id_idx")
    op.rename_index("bills_status_amount_idx", "invoices_status_amount_idx")
    op.rename_primary_key("invoices", "bills_pkey", "invoices_pkey")
    op.rename_identity("invoices", "id", "bills_id_seq", "invoices_id_seq")
  end,
}
