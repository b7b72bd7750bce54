-- first
revision {
  owner    = "custom/acme",
  requires = { "20250715_083320_core_system_prompts" },

  up = function(op)
    op.create_table("acme_invoice_data", {
      { "id", "bigint", primary_key = true, identity = true },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "invoice_number", "varchar(50)", null = false, unique = true },
      { "amount", "integer", null = false, comment = "in cents" },
      { "status", "varchar(50)", null = false, default = "pending" },
      { "stripe_payment_intent_id", "varchar(255)" },
      { "metadata", "jsonb" },
      { "created_at", "timestamptz", null = false, default = now() },
      { "updated_at", "timestamptz", null = false, default = now() },
      checks = { acme_invoice_amount_positive = "amount >= 0" },
      comment = "Invoices made by the invoice generator",
    })
    op.create_routine("acme_on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
]],
    })
    op.create_trigger("acme_invoice_data", "acme_invoice_data_on_update", {
      "acme_on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_index("acme_invoice_data_client_id_idx", "acme_invoice_data", { "client_id" })
    op.create_index("acme_invoice_data_created_at_idx", "acme_invoice_data", { "created_at" })
    op.create_index("acme_invoice_data_status_idx", "acme_invoice_data", {
      "status",
      where = "status <> 'paid'",
    })
  end,

  down = function(op)
    op.drop_table("acme_invoice_data")
    op.drop_routine("acme_on_update_updated_at()")
  end,
}
