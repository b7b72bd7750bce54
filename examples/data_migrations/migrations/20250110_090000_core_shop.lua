-- shop
revision {
  owner    = "core",

  up = function(op)
    op.create_table("customers", {
      { "id", "bigint", primary_key = true, identity = true },
      { "first_name", "text", null = false },
      { "last_name", "text", null = false },
    })
    op.create_table("orders", {
      { "id", "bigint", primary_key = true, identity = true },
      { "customer_id", "bigint", null = false, references = "customers.id" },
      { "total", "text" },
    })
  end,

  down = function(op)
    op.drop_table("orders")
    op.drop_table("customers")
  end,
}
