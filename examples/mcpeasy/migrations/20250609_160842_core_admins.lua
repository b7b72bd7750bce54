-- admins
revision {
  owner    = "core",
  parent   = "20250605_142210_core_tool_calls",

  up = function(op)
    op.create_sequence("admins_id_seq", { type = "integer" })
    op.create_table("admins", {
      { "id", "integer", primary_key = true, default = sql "nextval('admins_id_seq')" },
      { "username", "varchar(100)", null = false },
      { "email", "varchar(255)", null = false, unique = true },
      { "password_hash", "varchar(255)", null = false },
      { "is_active", "boolean", null = false, default = true },
      { "created_at", "timestamptz", null = false, default = now() },
      { "updated_at", "timestamptz", null = false, default = now() },
      { "created_by_id", "integer", references = "admins.id" },
    })
    op.create_trigger("admins", "admins_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_index("ix_admins_username", "admins", { "username", unique = true })
    op.alter_sequence("admins_id_seq", { owned_by = "admins.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("admins_id_seq", { owned_by = none }, { owned_by = "admins.id" })
    op.drop_table("admins")
    op.drop_sequence("admins_id_seq")
  end,
}
