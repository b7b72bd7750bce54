model "countries" {
  { "code", "char(2)", primary_key = true },
  { "name", "text", null = false },
}

seed "countries" { file = "seeds/countries.csv" }

model "customers" {
  { "id", "bigint", primary_key = true, identity = true },
  { "first_name", "text", null = false },
  { "last_name", "text", null = false },
  { "full_name", "text", null = false },
  { "country", "char(2)", references = "countries.code" },
}

model "orders" {
  { "id", "bigint", primary_key = true, identity = true },
  { "customer_id", "bigint", null = false, references = "customers.id" },
  { "total", "text" },
  { "cents", "bigint" },
  { "currency", "char(3)" },

  indexes = { { "currency", "cents", concurrently = true } },
}

data_migration "full names of customers" {
  up = function(db)
    db:execute "UPDATE customers SET full_name = first_name || ' ' || last_name"
  end,
  down = function() end,
}

data_migration "cents of orders" {
  up = batches(function(db)
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
  end),
  down = function() end,
}
