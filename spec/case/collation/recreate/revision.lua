-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_collation("german", "german__old")
    op.rename_collation("bytes", "bytes__old")
    op.create_collation("german", {
      provider = "icu",
      locale = "de-u-co-phonebk",
      deterministic = false,
      comment = "of names",
    })
    op.create_collation("bytes", { locale = "POSIX" })
    op.drop_collation("german__old")
    op.drop_collation("bytes__old")
  end,

  down = function(op)
    op.rename_collation("bytes", "bytes__old")
    op.rename_collation("german", "german__old")
    op.create_collation("bytes", { locale = "C" })
    op.create_collation("german", { provider = "icu", locale = "de", comment = "of names" })
    op.drop_collation("bytes__old")
    op.drop_collation("german__old")
  end,
}
