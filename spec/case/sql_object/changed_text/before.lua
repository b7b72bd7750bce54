sql_object "pile" {
  create = "CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler",
  drop = "DROP ACCESS METHOD pile",
}
sql_object "its comment" {
  create = "COMMENT ON ACCESS METHOD pile IS 'a heap'",
  drop = "COMMENT ON ACCESS METHOD pile IS NULL",
  after = { "pile" },
}
