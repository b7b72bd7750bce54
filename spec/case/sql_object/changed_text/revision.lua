-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_sql_object("its comment", { drop = "COMMENT ON ACCESS METHOD pile IS NULL" })
    op.drop_sql_object("pile", { drop = "DROP ACCESS METHOD pile" })
    op.create_sql_object("pile", {
      create = "CREATE ACCESS METHOD pile2 TYPE TABLE HANDLER heap_tableam_handler",
      drop = "DROP ACCESS METHOD pile2",
    })
    op.create_sql_object("its comment", {
      create = "COMMENT ON ACCESS METHOD pile2 IS 'a heap'",
      drop = "COMMENT ON ACCESS METHOD pile2 IS NULL",
      after = { "pile" },
    })
  end,

  down = function(op)
    op.drop_sql_object("its comment", { drop = "COMMENT ON ACCESS METHOD pile2 IS NULL" })
    op.drop_sql_object("pile", { drop = "DROP ACCESS METHOD pile2" })
    op.create_sql_object("pile", {
      create = "CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler",
      drop = "DROP ACCESS METHOD pile",
    })
    op.create_sql_object("its comment", {
      create = "COMMENT ON ACCESS METHOD pile IS 'a heap'",
      drop = "COMMENT ON ACCESS METHOD pile IS NULL",
      after = { "pile" },
    })
  end,
}
