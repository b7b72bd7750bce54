-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_domain("amount", {
      "numeric(12,2)",
      null = false,
      default = 0,
      comment = "in euros",
      checks = { amount_check = "VALUE >= 0" },
    })
    op.create_domain("refund", {
      "amount",
      default = 0,
      checks = { refund_limit = { "VALUE < 1000", comment = "ask the manager" } },
    })
    op.create_domain("nick", {
      "text",
      collate = '"C"',
      default = "nobody",
      grants = { pg_monitor = { "usage" }, public = {} },
    })
    op.create_domain("old_code", {
      "varchar(8)",
      checks = {
        old_code_check = "VALUE <> ''",
        old_code_check1 = { "VALUE ~ '^[A-Z]'", not_valid = true },
      },
    })
    op.create_column("t", { "paid", "amount" })
    op.create_column("t", { "back", "refund[]" })
    op.create_column("t", { "who", "nick" })
  end,

  down = function(op)
    op.drop_column("t", "back")
    op.drop_domain("refund")
    op.drop_column("t", "paid")
    op.drop_domain("amount")
    op.drop_column("t", "who")
    op.drop_domain("nick")
    op.drop_domain("old_code")
  end,
}
