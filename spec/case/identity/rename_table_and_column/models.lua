model "things" {
  renamed_from = "t",
  { "key", "bigint", renamed_from = "id", primary_key = true, identity = true },
}
