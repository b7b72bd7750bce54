-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("billing")
    op.create_table("billing.invoices", {
      { "id", "integer", primary_key = true },
    })
    op.create_table("invoices", {
      { "id", "integer", primary_key = true },
      { "of", "integer", references = "billing.invoices.id" },
    })
  end,

  down = function(op)
    op.drop_table("invoices")
    op.drop_table("billing.invoices")
    op.drop_schema("billing")
  end,
}
