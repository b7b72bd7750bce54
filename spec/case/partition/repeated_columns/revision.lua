-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.adopt("column", "t_2", { "a", "text", default = "z" })
    op.create_comment("column", "t_2", "a", "the second's")
    op.create_table("t_3", {
      { "a", "text", null = false, default = "w" },
      partition_of = "t",
      for_values = "FROM (20) TO (30)",
    })
    op.alter_column("t_1", "a", { null = false, default = "y" }, { null = true, default = "x" })
    op.alter_column("t_2", "a", { default = "z" }, { default = sql "'x'::text" })
  end,

  down = function(op)
    op.alter_column("t_1", "a", { null = true, default = "x" }, { null = false, default = "y" })
    op.drop_comment("column", "t_2", "a")
    op.alter_column("t_2", "a", { default = sql "'x'::text" }, { default = "z" })
    op.drop_table("t_3")
  end,
}
