model "t" {
  { "id", "serial", primary_key = true },
  { "name", "text" },
}
