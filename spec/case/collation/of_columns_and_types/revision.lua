-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_schema("s")
    op.create_collation("s.german", { provider = "icu", locale = "de" })
    op.create_column("t", { "c", "text", collate = "s.german" })
    op.create_domain("d", { "text", collate = "s.german" })
    op.create_collation("Names", { locale = "C" })
    op.create_composite("pair", {
      { "a", "text", collate = "Names" },
    })
    op.create_range("texts", { "text", collation = "Names" })
    op.alter_column("t", "b", { type = "text", collate = "Names" }, { type = "text", collate = none })
  end,

  down = function(op)
    op.alter_column("t", "b", { type = "text", collate = none }, { type = "text", collate = "Names" })
    op.drop_column("t", "c")
    op.drop_domain("d")
    op.drop_composite("pair")
    op.drop_range("texts")
    op.drop_collation("Names")
    op.drop_collation("s.german")
    op.drop_schema("s")
  end,
}
