model "t" {
  { "a", "integer" },
  rules = {
    event = { event = "update", instead = true },
    act = { "INSERT INTO log VALUES ('x')", event = "delete", comment = "kept" },
    condition = { "INSERT INTO log VALUES ('x')", event = "insert", when = "NEW.a > 0" },
    state = { event = "insert", instead = true, enabled = "replica" },
    gone = { event = "delete" },
    place = { event = "delete" },
  },
}
model "log" { { "what", "text" } }
