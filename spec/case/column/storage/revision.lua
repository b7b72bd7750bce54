-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_column("t", { "new", "bytea", null = false, storage = "external" })
    op.create_table("u", {
      { "a", "text", storage = "plain", statistics = 0 },
    })
    op.alter_column("t", "a", {
      storage = "main",
      statistics = 500,
      options = { "n_distinct=-0.5", "n_distinct_inherited=3" },
    }, { storage = none, statistics = none, options = none })
    op.alter_column("t", "b", { storage = none, statistics = none, options = none }, {
      storage = "external",
      statistics = 100,
      options = { "n_distinct=10" },
    })
    op.alter_column("t", "c", { storage = none }, { storage = "extended" })
  end,

  down = function(op)
    op.alter_column("t", "a", { storage = none, statistics = none, options = none }, {
      storage = "main",
      statistics = 500,
      options = { "n_distinct=-0.5", "n_distinct_inherited=3" },
    })
    op.alter_column("t", "b", {
      storage = "external",
      statistics = 100,
      options = { "n_distinct=10" },
    }, { storage = none, statistics = none, options = none })
    op.alter_column("t", "c", { storage = "extended" }, { storage = none })
    op.drop_column("t", "new")
    op.drop_table("u")
  end,
}
