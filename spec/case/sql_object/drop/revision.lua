-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",
  allow    = { deletes_data = "drops table t" },

  up = function(op)
    op.drop_sql_object("pile", { drop = "DROP ACCESS METHOD pile" })
    op.drop_table("t")
  end,

  -- Not restored: the rows of table t.
  down = function(op)
    op.create_table("t", {
      { "a", "integer" },
    })
    op.create_sql_object("pile", {
      create = "CREATE ACCESS METHOD pile TYPE TABLE HANDLER heap_tableam_handler",
      drop = "DROP ACCESS METHOD pile",
      after = { "t" },
    })
  end,
}
