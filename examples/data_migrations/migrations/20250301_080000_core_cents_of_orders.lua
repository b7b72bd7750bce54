-- cents of orders
revision {
  owner    = "core",
  parent   = "20250203_101500_core_full_names",

  up = {
    function(op)
      op.create_table("countries", {
        { "code", "char(2)", primary_key = true },
        { "name", "text", null = false },
      })
      op.create_column("customers", { "country", "char(2)" })
      op.create_column("orders", { "cents", "bigint" })
      op.create_column("orders", { "currency", "char(3)" })
    end,
    hook("cents of orders", batches(function(db)
      db:batch {
        from = "orders",
        columns = { "total" },
        where = "total IS NOT NULL",
        parallel = 2,
        each = function(row)
          local units, cents, currency = row.total:match "^(%d+)%.?(%d?%d?) (%u%u%u)$"
          if not units then
            error(("order %d has the total '%s'"):format(row.id, row.total))
          end
          return { cents = units * 100 + (cents .. "00"):sub(1, 2), currency = currency }
        end,
      }
    end)),
    function(op)
      op.create_foreign_key("customers", "customers_country_fkey", {
        "countries.code",
        columns = { "country" },
      })
    end,
    no_transaction(function(op)
      op.create_index("orders_currency_cents_idx", "orders", {
        "currency",
        "cents",
        concurrently = true,
      })
    end),
  },

  down = {
    hook("cents of orders", function() end),
    function(op)
      op.drop_foreign_key("customers", "customers_country_fkey")
      op.drop_table("countries")
      op.drop_column("customers", "country")
    end,
    no_transaction(function(op)
      op.drop_index("orders_currency_cents_idx", { concurrently = true })
    end),
    function(op)
      op.drop_column("orders", "cents")
      op.drop_column("orders", "currency")
    end,
  },
}
