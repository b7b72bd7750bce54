-- first
revision {
  owner    = "core",

  up = function(op)
    op.create_table("clients", {
      { "id", "uuid", primary_key = true, default = sql "gen_random_uuid()" },
      { "name", "varchar(255)", null = false },
      { "description", "text" },
      { "created_at", "timestamp", null = false, default = now() },
      { "updated_at", "timestamp", null = false, default = now() },
      { "is_active", "boolean", null = false, default = true },
    })
    op.create_routine("on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
]],
    })
    op.create_trigger("clients", "clients_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_sequence("api_keys_id_seq", { type = "integer" })
    op.create_table("api_keys", {
      { "id", "integer", primary_key = true, default = sql "nextval('api_keys_id_seq')" },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "key_value", "varchar(255)", null = false },
      { "name", "varchar(255)", null = false },
      { "created_at", "timestamp", null = false, default = now() },
      { "expires_at", "timestamp" },
      { "is_active", "boolean", null = false, default = true },
    })
    op.create_index("ix_api_keys_key_value", "api_keys", { "key_value", unique = true })
    op.create_sequence("tool_configurations_id_seq", { type = "integer" })
    op.create_table("tool_configurations", {
      {
        "id",
        "integer",
        primary_key = true,
        default = sql "nextval('tool_configurations_id_seq')",
      },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "tool_name", "varchar(255)", null = false },
      { "configuration", "jsonb" },
      { "created_at", "timestamp", null = false, default = now() },
      { "updated_at", "timestamp", null = false, default = now() },
      unique = { uq_client_tool = { "client_id", "tool_name" } },
    })
    op.create_trigger("tool_configurations", "tool_configurations_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_sequence("resource_configurations_id_seq", { type = "integer" })
    op.create_table("resource_configurations", {
      {
        "id",
        "integer",
        primary_key = true,
        default = sql "nextval('resource_configurations_id_seq')",
      },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "resource_name", "varchar(255)", null = false },
      { "configuration", "jsonb" },
      { "created_at", "timestamp", null = false, default = now() },
      { "updated_at", "timestamp", null = false, default = now() },
      unique = { uq_client_resource = { "client_id", "resource_name" } },
    })
    op.create_trigger("resource_configurations", "resource_configurations_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_sequence("knowledge_base_id_seq", { type = "integer" })
    op.create_table("knowledge_base", {
      { "id", "integer", primary_key = true, default = sql "nextval('knowledge_base_id_seq')" },
      { "title", "varchar(255)", null = false },
      { "content", "text", null = false },
      { "category", "varchar(100)" },
      { "tags", "jsonb" },
      { "created_at", "timestamp", null = false, default = now() },
    })
    op.alter_sequence("api_keys_id_seq", { owned_by = "api_keys.id" }, { owned_by = none })
    op.alter_sequence("tool_configurations_id_seq", { owned_by = "tool_configurations.id" }, { owned_by = none })
    op.alter_sequence("resource_configurations_id_seq", {
      owned_by = "resource_configurations.id",
    }, { owned_by = none })
    op.alter_sequence("knowledge_base_id_seq", { owned_by = "knowledge_base.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("api_keys_id_seq", { owned_by = none }, { owned_by = "api_keys.id" })
    op.alter_sequence("tool_configurations_id_seq", { owned_by = none }, { owned_by = "tool_configurations.id" })
    op.alter_sequence("resource_configurations_id_seq", { owned_by = none }, {
      owned_by = "resource_configurations.id",
    })
    op.alter_sequence("knowledge_base_id_seq", { owned_by = none }, { owned_by = "knowledge_base.id" })
    op.drop_table("api_keys")
    op.drop_table("tool_configurations")
    op.drop_table("resource_configurations")
    op.drop_table("clients")
    op.drop_routine("on_update_updated_at()")
    op.drop_sequence("api_keys_id_seq")
    op.drop_sequence("tool_configurations_id_seq")
    op.drop_sequence("resource_configurations_id_seq")
    op.drop_table("knowledge_base")
    op.drop_sequence("knowledge_base_id_seq")
  end,
}
