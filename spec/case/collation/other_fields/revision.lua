-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_collation("names", "names__old")
    op.rename_collation("mixed", "mixed__old")
    op.create_collation("names", { provider = "icu", locale = "de" })
    op.create_collation("mixed", { lc_collate = "POSIX", lc_ctype = "C" })
    op.drop_collation("names__old")
    op.drop_collation("mixed__old")
  end,

  down = function(op)
    op.rename_collation("mixed", "mixed__old")
    op.rename_collation("names", "names__old")
    op.create_collation("mixed", { lc_collate = "C", lc_ctype = "POSIX" })
    op.create_collation("names", { locale = "C" })
    op.drop_collation("mixed__old")
    op.drop_collation("names__old")
  end,
}
