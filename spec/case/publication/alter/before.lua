publication "p" { publish = { "insert" } }
publication "q" { publish_via_partition_root = true, comment = "old" }
publication "r" { comment = "all of it" }
model "t" { { "a", "integer" }, publications = { q = true } }
