-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("twice(amount)")
    op.drop_view("v")
    op.alter_column("t", "a", { default = none }, { default = 5 })
    op.rename_domain("amount", "amount__old")
    op.alter_column("t", "c", { default = none }, { default = 1 })
    op.rename_domain("refund", "refund__old")
    op.create_domain("amount", {
      "numeric(12,2)",
      null = false,
      default = 0,
      comment = "of money",
      checks = { amount_check = "VALUE >= 0" },
      grants = { pg_monitor = { "usage" } },
    })
    op.drop_check("t", "t_a_check")
    op.alter_column("t", "a", { type = "amount", default = 5, using = "a::amount" }, { type = "amount", default = none })
    op.create_view("v", { "SELECT a FROM t", comment = "kept" })
    op.create_domain("refund", { "amount", default = 0 })
    op.create_routine("twice(amount)", {
      arguments = "v amount",
      returns = "amount",
      language = "sql",
      body = "SELECT (v * 2)::amount",
    })
    op.create_check("t", "t_a_check", "a < 1000")
    op.alter_column("t", "b", { type = "amount[]", using = "b::amount[]" }, { type = "amount[]" })
    op.alter_column("t", "c", { type = "refund", default = 1, using = "c::refund" }, { type = "refund", default = none })
    op.drop_domain("refund__old")
    op.drop_domain("amount__old")
  end,

  down = function(op)
    op.drop_routine("twice(amount)")
    op.alter_column("t", "a", { default = none }, { default = 5 })
    op.rename_domain("amount", "amount__old")
    op.alter_column("t", "c", { default = none }, { default = 1 })
    op.rename_domain("refund", "refund__old")
    op.create_domain("amount", {
      "integer",
      null = false,
      default = 0,
      comment = "of money",
      checks = { amount_check = "VALUE >= 0" },
      grants = { pg_monitor = { "usage" } },
    })
    op.create_domain("refund", { "amount", default = 0 })
    op.drop_view("v")
    op.drop_check("t", "t_a_check")
    op.alter_column("t", "a", { type = "amount", default = 5, using = "a::amount" }, { type = "amount", default = none })
    op.create_view("v", { "SELECT a FROM t", comment = "kept" })
    op.create_routine("twice(amount)", {
      arguments = "v amount",
      returns = "amount",
      language = "sql",
      body = "SELECT (v * 2)::amount",
    })
    op.create_check("t", "t_a_check", "a < 1000")
    op.alter_column("t", "b", { type = "amount[]", using = "b::amount[]" }, { type = "amount[]" })
    op.alter_column("t", "c", { type = "refund", default = 1, using = "c::refund" }, { type = "refund", default = none })
    op.drop_domain("refund__old")
    op.drop_domain("amount__old")
  end,
}
