-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("Weird Table", {
      { "select", "int", primary_key = true },
      { "a'b", "text", comment = "it's \"q\"" },
    })
  end,

  down = function(op)
    op.drop_table("Weird Table")
  end,
}
