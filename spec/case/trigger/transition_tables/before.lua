routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "t" {
  { "a", "integer" },
  triggers = {
    up = { "touch()", timing = "after", events = { "update" }, old_table = "was", new_table = "is" },
    put = { "touch()", timing = "after", events = { "insert" }, new_table = "is" },
  },
}
