-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("invoices_status_amount_idx")
    op.alter_enum("status", { "pending", { "settled", renamed_from = "paid" }, "void" }, { "pending", "paid", "void" })
    op.create_index("invoices_status_amount_idx", "invoices", {
      "status",
      "amount DESC",
      where = "status <> 'settled'",
    })
  end,

  down = function(op)
    op.drop_index("invoices_status_amount_idx")
    op.alter_enum("status", { "pending", "paid", "void" }, { "pending", { "settled", renamed_from = "paid" }, "void" })
    op.create_index("invoices_status_amount_idx", "invoices", {
      "status",
      "amount DESC",
      where = "status <> 'paid'",
    })
  end,
}
