-- system prompts
revision {
  owner    = "core",
  parent   = "20250702_101733_core_split_output_data",

  up = function(op)
    op.create_sequence("system_prompts_id_seq", { type = "integer" })
    op.create_table("system_prompts", {
      { "id", "integer", primary_key = true, default = sql "nextval('system_prompts_id_seq')" },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "prompt_text", "text", null = false },
      { "version", "integer", null = false },
      { "user_requirements", "text" },
      { "generation_context", "json" },
      { "is_active", "boolean", null = false, default = true },
      { "parent_version_id", "integer", references = "system_prompts.id" },
      { "created_at", "timestamp", null = false, default = now() },
      { "updated_at", "timestamp", null = false, default = now() },
    })
    op.create_trigger("system_prompts", "system_prompts_on_update", {
      "on_update_updated_at()",
      timing = "before",
      events = { "update" },
      each = "row",
    })
    op.alter_sequence("system_prompts_id_seq", { owned_by = "system_prompts.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("system_prompts_id_seq", { owned_by = none }, { owned_by = "system_prompts.id" })
    op.drop_table("system_prompts")
    op.drop_sequence("system_prompts_id_seq")
  end,
}
