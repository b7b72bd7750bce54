-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_grant("view_column", "v", "b", "pg_monitor", { "select" })
    op.alter_view_column("v", "a", { default = sql "one()" }, { default = 1 })
    op.alter_view_column("v", "b", { default = none }, { default = "y" })
    op.drop_comment("view_column", "v", "c")
    op.drop_view_column("v", "c")
  end,

  down = function(op)
    op.create_view_column("v", "c", { comment = "gone" })
    op.alter_view_column("v", "a", { default = 1 }, { default = sql "one()" })
    op.drop_grant("view_column", "v", "b", "pg_monitor")
    op.alter_view_column("v", "b", { default = "y" }, { default = none })
  end,
}
