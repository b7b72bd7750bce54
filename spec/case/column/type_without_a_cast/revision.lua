-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_column("t", "a", { type = "integer", using = "a::integer" }, { type = "text" })
    op.alter_column("t", "b", { type = "boolean", using = "b = 'yes'" }, { type = "text" })
  end,

  down = function(op)
    op.alter_column("t", "a", { type = "text" }, { type = "integer" })
    op.alter_column("t", "b", { type = "text", using = "CASE WHEN b THEN 'yes' ELSE 'no' END" }, { type = "boolean" })
  end,
}
