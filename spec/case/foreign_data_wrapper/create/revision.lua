-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_foreign_data_wrapper("w", {
      validator = "postgresql_fdw_validator(text[], oid)",
      comment = "to other servers",
      grants = { pg_monitor = { "usage" } },
    })
    op.create_foreign_data_wrapper("plain", { options = { "a b=it's = \\", "debug=true" } })
    op.create_schema("s")
    op.create_routine("s.validate(text[], oid)", {
      returns = "boolean",
      language = "sql",
      body = "SELECT true",
    })
    op.create_foreign_data_wrapper("checked", { validator = "s.validate(text[], oid)" })
  end,

  down = function(op)
    op.drop_foreign_data_wrapper("w")
    op.drop_foreign_data_wrapper("plain")
    op.drop_foreign_data_wrapper("checked")
    op.drop_routine("s.validate(text[], oid)")
    op.drop_schema("s")
  end,
}
