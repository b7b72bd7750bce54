-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("measurement", {
      { "id", "bigint" },
      { "taken_at", "timestamptz" },
      { "value", "numeric" },
      partition_by = "range (taken_at)",
      primary_key = { "id", "taken_at" },
    })
    op.create_index("measurement_value_idx", "measurement", { "value" })
    op.create_table("measurement_2024", {
      partition_of = "measurement",
      for_values = "from ('2024-01-01') to ('2025-01-01')",
    })
    op.create_table("measurement_rest", { partition_of = "measurement", for_values = "default" })
  end,

  down = function(op)
    op.drop_table("measurement_2024")
    op.drop_table("measurement_rest")
    op.drop_table("measurement")
  end,
}
