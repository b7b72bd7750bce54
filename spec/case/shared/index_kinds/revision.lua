-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_index("t_m_idx", "t", { "m jsonb_path_ops", using = "gin" })
    op.create_index("t_ls", "t", {
      "lower(s) text_pattern_ops DESC",
      "id",
      unique = true,
      include = { "m" },
      comment = "ci",
    })
    op.create_index("t_id_idx", "t", { "id DESC NULLS LAST", where = "s IS NOT NULL" })
  end,

  down = function(op)
    op.drop_index("t_m_idx")
    op.drop_index("t_ls")
    op.drop_index("t_id_idx")
  end,
}
