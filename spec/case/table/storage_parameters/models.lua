model "t" { with = { "fillfactor=90", "toast_tuple_target=256" }, { "id", "integer" } }
