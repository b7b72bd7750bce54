-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_view("v")
    op.drop_aggregate("third(integer)")
    op.create_aggregate("third(integer)", {
      arguments = "n integer",
      sfunc = "add",
      stype = "bigint",
      initcond = "0",
      grants = { public = {} },
    })
    op.alter_aggregate("total(integer)", {
      sfunc = "more",
      stype = "bigint",
      initcond = "1",
      parallel = "safe",
    })
    op.create_view("v", { "SELECT total(a) AS total, third(a) AS third FROM t", comment = "kept" })
    op.alter_aggregate("other(integer)", {
      sfunc = "add",
      stype = "bigint",
      sspace = 16,
      initcond = "0",
    })
  end,

  down = function(op)
    op.drop_view("v")
    op.drop_aggregate("third(integer)")
    op.create_aggregate("third(integer)", {
      sfunc = "add",
      stype = "bigint",
      initcond = "0",
      grants = { public = {} },
    })
    op.alter_aggregate("total(integer)", { sfunc = "add", stype = "bigint", initcond = "0" })
    op.create_view("v", { "SELECT total(a) AS total, third(a) AS third FROM t", comment = "kept" })
    op.alter_aggregate("other(integer)", {
      sfunc = "add",
      stype = "bigint",
      combinefunc = "int8pl",
      parallel = "restricted",
    })
  end,
}
