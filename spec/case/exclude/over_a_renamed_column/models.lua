model "t" {
  { "b", "integer", renamed_from = "a" },
  { "User Id", "integer" },
  exclude = { { "b WITH =", '"User Id" WITH =' } },
}
