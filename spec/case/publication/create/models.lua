publication "everything" { all_tables = true, publish = { "insert", "truncate" } }
publication "some" { publish_via_partition_root = true, comment = "for the warehouse" }
publication "all_verbs" { publish = { "delete", "update", "insert", "truncate" } }
model "t" {
  { "a", "integer", primary_key = true },
  publications = { some = true, all_verbs = { columns = { "a" }, where = "a in (1, 2)" } },
}
