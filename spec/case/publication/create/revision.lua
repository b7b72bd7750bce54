-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_publication("everything", { all_tables = true, publish = { "insert", "truncate" } })
    op.create_publication("some", {
      publish_via_partition_root = true,
      comment = "for the warehouse",
    })
    op.create_publication("all_verbs")
    op.create_table("t", {
      { "a", "integer", primary_key = true },
    })
    op.create_publication_table("t", "all_verbs", { columns = { "a" }, where = "a in (1, 2)" })
    op.create_publication_table("t", "some")
  end,

  down = function(op)
    op.drop_publication("everything")
    op.drop_table("t")
    op.drop_publication("some")
    op.drop_publication("all_verbs")
  end,
}
