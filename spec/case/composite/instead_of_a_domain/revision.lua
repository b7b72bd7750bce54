-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_routine("twice(amount)")
    op.rename_domain("amount", "amount__old")
    op.rename_domain("other", "other__old")
    op.create_composite("amount", {
      { "value", "integer" },
      { "currency", "text" },
    })
    op.create_enum("other", { "none" })
    op.create_routine("twice(amount)", {
      returns = "integer",
      language = "sql",
      body = "SELECT ($1).value * 2",
    })
    op.alter_column("t", "a", { type = "other", using = "a::text::other" }, { type = "other" })
    op.drop_domain("other__old")
    op.drop_domain("amount__old")
  end,

  down = function(op)
    op.drop_routine("twice(amount)")
    op.rename_composite("amount", "amount__old")
    op.rename_enum("other", "other__old")
    op.create_domain("amount", { "integer", checks = { amount_check = "VALUE >= 0" } })
    op.create_domain("other", "amount")
    op.create_routine("twice(amount)", {
      returns = "integer",
      language = "sql",
      body = "SELECT $1 * 2",
    })
    op.alter_column("t", "a", { type = "other", using = "a::text::other" }, { type = "other" })
    op.drop_composite("amount__old")
    op.drop_enum("other__old")
  end,
}
