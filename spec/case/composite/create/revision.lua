-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_composite("address", {
      { "street", "text", comment = "with the number" },
      { "city", "varchar(50)", collate = '"C"' },
      comment = "of a client",
      grants = { pg_monitor = { "usage" }, public = {} },
    })
    op.create_composite("person", {
      { "name", "text" },
      { "home", "address" },
      { "others", "address[]" },
    })
    op.create_composite("nothing")
    op.create_column("t", { "who", "person" })
    op.create_routine("street(person)", {
      returns = "text",
      language = "sql",
      body = "SELECT (($1).home).street",
    })
  end,

  down = function(op)
    op.drop_column("t", "who")
    op.drop_routine("street(person)")
    op.drop_composite("person")
    op.drop_composite("address")
    op.drop_composite("nothing")
  end,
}
