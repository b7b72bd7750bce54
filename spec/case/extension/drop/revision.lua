-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.drop_unique("users", "users_email_key")
    op.alter_column("users", "email", { type = "text" }, { type = "citext" })
    op.drop_extension("citext")
    op.create_unique("users", "users_email_key", { "email" })
  end,

  down = function(op)
    op.create_extension("citext", { version = "1.6", schema = "public" })
    op.alter_column("users", "email", { type = "citext" }, { type = "text" })
  end,
}
