model "u" { renamed_from = "t", partition_by = "LIST (m)", { "m", "integer", renamed_from = "n" }, { "a", "integer" } }
model "u_1" { renamed_from = "t_1", partition_of = "u", for_values = "IN (1)" }
model "r" { renamed_from = "s", partition_by = "RANGE (lower(b))",
  { "id", "integer" }, { "b", "text", renamed_from = "a" }, indexes = { { "id" } } }
model "s_1" { partition_of = "r", for_values = "FROM ('a') TO ('b')" }
