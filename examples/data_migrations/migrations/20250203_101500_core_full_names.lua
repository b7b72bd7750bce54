-- full names
revision {
  owner    = "core",
  parent   = "20250110_090000_core_shop",

  up = {
    function(op)
      op.create_column("customers", { "full_name", "text" })
    end,
    hook("full names of customers", function(db)
      db:execute "UPDATE customers SET full_name = first_name || ' ' || last_name"
    end),
    function(op)
      op.alter_column("customers", "full_name", { null = false }, { null = true })
    end,
  },

  down = {
    hook("full names of customers", function() end),
    function(op)
      op.drop_column("customers", "full_name")
    end,
  },
}
