-- first
revision {
  owner    = "custom/widgets",
  requires = { "20250715_083320_core_system_prompts" },

  up = function(op)
    op.create_table("widgets_catalog_items", {
      { "id", "bigint", primary_key = true, identity = true },
      { "external_id", "varchar(255)", null = false },
      { "name", "varchar(500)", null = false },
      { "description", "text" },
      { "content", "jsonb" },
      { "category", "varchar(100)" },
      { "tags", "jsonb" },
      { "mime_type", "varchar(100)", null = false, default = "text/plain" },
      { "is_public", "boolean", null = false, default = false },
      { "allowed_clients", "jsonb" },
      { "source_url", "varchar(1000)" },
      { "last_synced", "timestamptz" },
      { "sync_hash", "varchar(64)" },
      { "created_at", "timestamptz", null = false, default = now() },
      { "updated_at", "timestamptz", null = false, default = now() },
    })
    op.create_routine("widgets_on_update_updated_at()", {
      returns = "trigger",
      language = "plpgsql",
      body = [[
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
]],
    })
    op.create_trigger("widgets_catalog_items", "widgets_catalog_items_on_update", {
      "widgets_on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.create_index("widgets_catalog_items_external_id_idx", "widgets_catalog_items", {
      "external_id",
    })
    op.create_index("widgets_catalog_items_category_idx", "widgets_catalog_items", { "category" })
    op.create_index("widgets_catalog_items_is_public_idx", "widgets_catalog_items", { "is_public" })
    op.create_index("widgets_catalog_items_last_synced_idx", "widgets_catalog_items", {
      "last_synced",
    })
    op.create_table("widgets_catalog_access", {
      { "id", "bigint", primary_key = true, identity = true },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "resource_item_id", "bigint", null = false, references = "widgets_catalog_items.id" },
      { "operation", "varchar(50)", null = false },
      { "uri_requested", "varchar(1000)", null = false },
      { "success", "boolean", null = false, default = true },
      { "error_message", "text" },
      { "response_time_ms", "integer" },
      { "bytes_returned", "integer" },
      { "created_at", "timestamptz", null = false, default = now() },
    })
    op.create_index("widgets_catalog_access_client_id_idx", "widgets_catalog_access", {
      "client_id",
    })
    op.create_index("widgets_catalog_access_created_at_idx", "widgets_catalog_access", {
      "created_at",
    })
    op.create_index("widgets_catalog_access_operation_idx", "widgets_catalog_access", {
      "operation",
    })
    op.create_table("widgets_catalog_sync", {
      { "id", "bigint", primary_key = true, identity = true },
      { "sync_type", "varchar(50)", null = false },
      { "source_system", "varchar(100)", null = false },
      { "source_url", "varchar(1000)" },
      { "status", "varchar(50)", null = false, default = "running" },
      { "started_at", "timestamptz", null = false, default = now() },
      { "completed_at", "timestamptz" },
      { "items_processed", "integer", null = false, default = 0 },
      { "items_created", "integer", null = false, default = 0 },
      { "items_updated", "integer", null = false, default = 0 },
      { "items_deleted", "integer", null = false, default = 0 },
      { "error_message", "text" },
      { "error_details", "jsonb" },
      { "sync_config", "jsonb" },
      { "last_cursor", "varchar(500)" },
    })
    op.create_index("widgets_catalog_sync_started_at_idx", "widgets_catalog_sync", {
      "started_at DESC",
    })
  end,

  down = function(op)
    op.drop_table("widgets_catalog_access")
    op.drop_table("widgets_catalog_items")
    op.drop_routine("widgets_on_update_updated_at()")
    op.drop_table("widgets_catalog_sync")
  end,
}
