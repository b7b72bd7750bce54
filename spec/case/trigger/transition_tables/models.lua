routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" {
  { "a", "integer" },
  triggers = {
    up = { "touch()", timing = "after", events = { "update" }, old_table = "Old Rows", each = "row" },
    put = { "touch()", timing = "after", events = { "insert" }, new_table = "new_rows" },
    empty = { "touch()", timing = "before", events = { "truncate" }, enabled = "replica" },
  },
}
