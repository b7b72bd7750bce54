-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_sql_object("pile", "heap of ours")
  end,

  down = function(op)
    op.rename_sql_object("heap of ours", "pile")
  end,
}
