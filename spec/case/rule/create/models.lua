model "t" {
  { "a", "integer" },
  rules = {
    kept = { "INSERT INTO log VALUES ('deleted')", event = "delete", comment = "of what goes" },
    none = { event = "update", instead = true, when = "NEW.a < 0 OR NEW.a > 100" },
    told = { "NOTIFY changes", event = "insert" },
    two = { "(INSERT INTO log VALUES ('a'); INSERT INTO log VALUES ('b'))", event = "insert", enabled = "disabled" },
  },
}
model "log" { { "what", "text" } }
view "v" {
  "SELECT a FROM t",
  rules = {
    put = { "INSERT INTO t VALUES (NEW.a)", event = "insert", instead = true },
    change = { "UPDATE t SET a = NEW.a WHERE a = OLD.a", event = "update", instead = true, when = "NEW.a <> OLD.a" },
  },
}
