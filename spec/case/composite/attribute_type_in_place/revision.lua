-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.alter_attribute("pair", "a", { type = "bigint" }, { type = "integer" })
    op.alter_attribute("pair", "b", { type = "text", collate = '"C"' }, { type = "text", collate = none })
  end,

  down = function(op)
    op.alter_attribute("pair", "a", { type = "integer" }, { type = "bigint" })
    op.alter_attribute("pair", "b", { type = "text", collate = none }, { type = "text", collate = '"C"' })
  end,
}
