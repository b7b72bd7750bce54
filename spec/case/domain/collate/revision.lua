-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.rename_domain("nick", "nick__old")
    op.create_domain("nick", { "text", collate = '"C"' })
    op.alter_column("t", "a", { type = "nick", using = "a::nick" }, { type = "nick" })
    op.drop_domain("nick__old")
  end,

  down = function(op)
    op.rename_domain("nick", "nick__old")
    op.create_domain("nick", "text")
    op.alter_column("t", "a", { type = "nick", using = "a::nick" }, { type = "nick" })
    op.drop_domain("nick__old")
  end,
}
