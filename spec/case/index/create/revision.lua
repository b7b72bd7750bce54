-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "id", "integer" },
      { "name", "text" },
      { "tags", "text[]" },
      { "doc", "jsonb" },
      { "at", "timestamptz" },
    })
    op.create_index("t_id_idx", "t", { "id" })
    op.create_index("t_id_at_idx", "t", { "id", "at DESC" })
    op.create_index("t_name_idx", "t", { "name", unique = true, where = "id > 0" })
    op.create_index("t_lower", "t", { "lower(name)", "id" })
    op.create_index("t_doc_idx", "t", { "doc jsonb_path_ops", using = "gin" })
    op.create_index("t_tags_idx", "t", { "tags", using = "gin", with = { "fastupdate=off" } })
    op.create_index("t_at_idx", "t", { "at", using = "brin", with = { "pages_per_range=32" } })
    op.create_index("t_id_idx1", "t", { "id", using = "hash" })
    op.create_index("t_at_name_idx", "t", {
      "at DESC NULLS LAST",
      'name COLLATE "C"',
      unique = true,
      nulls_distinct = false,
    })
    op.create_index("t_named", "t", {
      "name text_pattern_ops",
      "at NULLS FIRST",
      include = { "id" },
      comment = "by name",
    })
  end,

  down = function(op)
    op.drop_table("t")
  end,
}
