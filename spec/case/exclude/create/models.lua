extension "btree_gist" {}
model "bookings" {
  { "room", "integer", null = false },
  { "during", "tstzrange", null = false },
  { "cancelled", "boolean", null = false, default = false },
  exclude = { no_overlap = { "room WITH =", "during WITH &&", using = "gist", where = "NOT cancelled" } },
}
