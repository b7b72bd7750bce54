model "client" { { "id", "integer", primary_key = true } }
model "event" { partition_by = "RANGE (id)", { "id", "integer" }, { "client_id", "integer" } }
model "event_1" { partition_of = "event", for_values = "FROM (0) TO (100)" }
