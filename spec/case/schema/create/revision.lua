-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("billing")
    op.create_table("billing.invoices", {
      { "id", "bigint", primary_key = true, identity = true },
      { "total", "numeric(12,2)", null = false },
    })
  end,

  down = function(op)
    op.drop_table("billing.invoices")
    op.drop_schema("billing")
  end,
}
