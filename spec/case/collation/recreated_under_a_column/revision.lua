-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_index("t_a_idx")
    op.rename_collation("german", "german__old")
    op.create_collation("german", { provider = "icu", locale = "de-u-co-phonebk" })
    op.alter_column("t", "a", { type = "text", collate = "german" }, { type = "text", collate = "german" })
    op.create_index("t_a_idx", "t", { "a" })
    op.drop_collation("german__old")
  end,

  down = function(op)
    op.rename_collation("german", "german__old")
    op.create_collation("german", { provider = "icu", locale = "de" })
    op.alter_column("t", "a", { type = "text", collate = "german" }, { type = "text", collate = "german" })
    op.drop_collation("german__old")
  end,
}
