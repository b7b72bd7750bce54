-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_publication("r")
    op.create_publication("r", { all_tables = true, comment = "all of it" })
    op.alter_publication("p", { publish = none }, { publish = { "insert" } })
    op.alter_publication("q", {
      publish = { "insert", "truncate" },
      publish_via_partition_root = false,
    }, { publish = none, publish_via_partition_root = true })
    op.alter_comment("publication", "q", "new", "old")
  end,

  down = function(op)
    op.drop_publication("r")
    op.create_publication("r", { comment = "all of it" })
    op.alter_publication("p", { publish = { "insert" } }, { publish = none })
    op.alter_publication("q", { publish = none, publish_via_partition_root = true }, {
      publish = { "insert", "truncate" },
      publish_via_partition_root = false,
    })
    op.alter_comment("publication", "q", "old", "new")
  end,
}
