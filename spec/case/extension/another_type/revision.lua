-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "tags", { type = "jsonb", using = "to_jsonb(tags)" }, { type = "hstore" })
    op.drop_extension("hstore")
  end,

  down = function(op)
    op.create_extension("hstore", { version = "1.8", schema = "public" })
    op.alter_column("t", "tags", { type = "hstore", using = "NULL" }, { type = "jsonb" })
  end,
}
