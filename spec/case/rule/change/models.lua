model "t" {
  { "a", "integer" },
  rules = {
    event = { event = "delete", instead = true },
    act = { "INSERT INTO log VALUES ('y')", event = "delete", comment = "kept" },
    condition = { "INSERT INTO log VALUES ('x')", event = "insert", when = "NEW.a > 1" },
    state = { event = "insert", instead = true, enabled = "always" },
    place = { event = "delete", instead = true },
  },
}
model "log" { { "what", "text" } }
