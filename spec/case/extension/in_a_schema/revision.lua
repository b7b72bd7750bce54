-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_schema("extensions")
    op.create_extension("pg_trgm", { schema = "extensions" })
    op.create_table("people", {
      { "name", "text" },
    })
    op.create_index("people_name_idx", "people", { "name extensions.gin_trgm_ops", using = "gin" })
  end,

  down = function(op)
    op.drop_table("people")
    op.drop_extension("pg_trgm")
    op.drop_schema("extensions")
  end,
}
