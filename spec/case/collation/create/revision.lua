-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_collation("german", {
      provider = "icu",
      locale = "de-u-co-phonebk",
      comment = "phone books",
    })
    op.create_collation("blind", {
      provider = "icu",
      locale = "und-u-ks-level2",
      deterministic = false,
    })
    op.create_collation("bytes", { locale = "C" })
    op.create_schema("s")
    op.create_collation("s.mixed", { lc_collate = "C", lc_ctype = "POSIX" })
  end,

  down = function(op)
    op.drop_collation("german")
    op.drop_collation("blind")
    op.drop_collation("bytes")
    op.drop_collation("s.mixed")
    op.drop_schema("s")
  end,
}
