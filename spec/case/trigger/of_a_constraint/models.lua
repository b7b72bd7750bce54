routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NULL; END" }
model "another" { renamed_from = "other", { "id", "integer" } }
model "t" {
  { "id", "integer" },
  triggers = {
    tt = {
      "touch()",
      constraint = true,
      events = { "insert" },
      each = "row",
      from = "another",
      deferrable = "initially immediate",
    },
    uu = { "touch()", constraint = true, timing = "after", events = { "delete" }, each = "row" },
  },
}
