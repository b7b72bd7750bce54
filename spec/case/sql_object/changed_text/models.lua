sql_object "pile" {
  create = "CREATE ACCESS METHOD pile2 TYPE TABLE HANDLER heap_tableam_handler",
  drop = "DROP ACCESS METHOD pile2",
}
sql_object "its comment" {
  create = "COMMENT ON ACCESS METHOD pile2 IS 'a heap'",
  drop = "COMMENT ON ACCESS METHOD pile2 IS NULL",
  after = { "pile" },
}
