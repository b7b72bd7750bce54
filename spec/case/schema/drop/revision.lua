-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table billing.invoices" },

  up = function(op)
    op.drop_table("billing.invoices")
    op.drop_enum("billing.state")
    op.drop_comment("schema", "billing")
    op.drop_schema("billing")
  end,

  -- Not restored: the rows of table billing.invoices.
  down = function(op)
    op.create_schema("billing", { comment = "money" })
    op.create_enum("billing.state", { "open", "paid" })
    op.create_table("billing.invoices", {
      { "id", "integer", primary_key = true },
      { "state", "billing.state", null = false, default = "open" },
    })
  end,
}
