-- split output_data
revision {
  owner    = "core",
  parent   = "20250618_120411_core_unique_chunks_of_a_video",
  allow    = { deletes_data = "drops column tool_calls.output_data" },

  up = {
    function(op)
      op.create_column("tool_calls", { "output_text", "jsonb" })
      op.create_column("tool_calls", { "output_json", "jsonb" })
    end,
    hook("split output_data of tool calls", function(db)
      db:execute "UPDATE tool_calls SET output_text = output_data WHERE output_data IS NOT NULL"
    end),
    function(op)
      op.drop_column("tool_calls", "output_data")
    end,
  },

  down = {
    function(op)
      op.create_column("tool_calls", { "output_data", "jsonb" })
    end,
    hook("split output_data of tool calls", function(db)
      db:execute [[
      UPDATE tool_calls SET output_data = coalesce(output_json, output_text)
      WHERE output_json IS NOT NULL OR output_text IS NOT NULL
    ]]
    end),
    function(op)
      op.drop_column("tool_calls", "output_text")
      op.drop_column("tool_calls", "output_json")
    end,
  },
}
