routine "touch()" { returns = "trigger", language = "plpgsql", body = "BEGIN RETURN NEW; END" }
model "client" { { "id", "integer", primary_key = true } }
model "event" {
  partition_by = "RANGE (id)",
  { "id", "integer", primary_key = true },
  { "client_id", "integer", references = "client.id", check = "client_id > 0" },
  unique = { { "id", "client_id" } },
  triggers = { touched = { "touch()", timing = "after", events = { "insert" }, each = "row" } },
  policies = { mine = { using = "client_id = 1" } },
  comment = "What happens", grants = { public = { "select" } },
}
model "event_1" { partition_of = "event", for_values = "FROM (0) TO (100)" }
model "event_2" { partition_of = "event", for_values = "FROM (100) TO (200)", grants = { public = { "insert" } } }
model "seen" { { "event_id", "integer", references = "event.id" } }
