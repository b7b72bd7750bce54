-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("clients", { "code", "uuid" })
    op.drop_foreign_key("invoices", "invoices_client_id_fkey")
    op.create_foreign_key("invoices", "invoices_client_id_fkey", {
      "clients.id",
      columns = { "client_id" },
      on_delete = "cascade",
      deferrable = "initially deferred",
    })
  end,

  down = function(op)
    op.drop_foreign_key("invoices", "invoices_client_id_fkey")
    op.create_foreign_key("invoices", "invoices_client_id_fkey", {
      "clients.id",
      columns = { "client_id" },
    })
    op.drop_column("clients", "code")
  end,
}
