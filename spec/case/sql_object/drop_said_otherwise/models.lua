model "t" { { "a", "integer" } }
sql_object "pile" {
  create = "CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler",
  drop = "DROP ACCESS METHOD IF EXISTS pile",
  after = { "t" },
}
