-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_table("t", {
      { "a", "integer" },
    })
    op.alter_sql_object("pile", { drop = "DROP ACCESS METHOD IF EXISTS pile", after = { "t" } }, { drop = "DROP ACCESS METHOD pile", after = none })
  end,

  down = function(op)
    op.alter_sql_object("pile", { drop = "DROP ACCESS METHOD pile", after = none }, { drop = "DROP ACCESS METHOD IF EXISTS pile", after = { "t" } })
    op.drop_table("t")
  end,
}
