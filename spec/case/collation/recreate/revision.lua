-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_collation("german")
    op.create_collation("german", {
      provider = "icu",
      locale = "de-u-co-phonebk",
      deterministic = false,
      comment = "of names",
    })
    op.drop_collation("bytes")
    op.create_collation("bytes", { locale = "POSIX" })
  end,

  down = function(op)
    op.drop_collation("bytes")
    op.create_collation("bytes", { locale = "C" })
    op.drop_collation("german")
    op.create_collation("german", { provider = "icu", locale = "de", comment = "of names" })
  end,
}
