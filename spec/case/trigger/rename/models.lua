routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "t" {
  { "a", "integer" },
  triggers = {
    uno = { "touch()", timing = "before", events = { "insert" }, renamed_from = "one", comment = "kept" },
  },
}
