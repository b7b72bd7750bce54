-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_column("t", "a", "b")
    op.alter_column("t", "b", {
      type = "integer",
      null = false,
      default = 1,
      using = "b::integer",
    }, { type = "varchar(5)", null = true, default = "1" })
    op.alter_comment("column", "t", "b", "new", "old")
  end,

  down = function(op)
    op.rename_column("t", "b", "a")
    op.alter_column("t", "a", {
      type = "varchar(5)",
      null = true,
      default = "1",
      using = "a::varchar",
    }, { type = "integer", null = false, default = 1 })
    op.alter_comment("column", "t", "a", "old", "new")
  end,
}
