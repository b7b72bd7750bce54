-- tool calls
revision {
  owner    = "core",
  parent   = "20250603_091500_core_first",

  up = function(op)
    op.create_sequence("tool_calls_id_seq", { type = "integer" })
    op.create_table("tool_calls", {
      { "id", "integer", primary_key = true, default = sql "nextval('tool_calls_id_seq')" },
      { "client_id", "uuid", null = false, references = "clients.id" },
      { "api_key_id", "integer", null = false, references = "api_keys.id" },
      { "tool_name", "varchar(255)", null = false },
      { "input_data", "jsonb", null = false },
      { "output_data", "jsonb" },
      { "error_message", "text" },
      { "execution_time_ms", "integer" },
      { "created_at", "timestamp", null = false, default = now() },
    })
    op.alter_sequence("tool_calls_id_seq", { owned_by = "tool_calls.id" }, { owned_by = none })
  end,

  down = function(op)
    op.alter_sequence("tool_calls_id_seq", { owned_by = none }, { owned_by = "tool_calls.id" })
    op.drop_table("tool_calls")
    op.drop_sequence("tool_calls_id_seq")
  end,
}
