-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_extension("citext")
    op.create_table("users", {
      { "email", "citext", null = false, unique = true },
      { "nick", "citext", default = "nobody" },
    })
  end,

  down = function(op)
    op.drop_table("users")
    op.drop_extension("citext")
  end,
}
