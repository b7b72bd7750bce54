-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("p", {
      { "id", "integer", primary_key = true },
      { "code", "text", null = false, unique = true },
    })
    op.create_table("c", {
      { "p_id", "integer", references = "p.id" },
      {
        "code",
        "text",
        references = {
          "p.code",
          on_delete = "set null",
          on_update = "cascade",
          match = "full",
          deferrable = "initially immediate",
        },
      },
      {
        "later",
        "integer",
        references = { "p.id", on_delete = "restrict", deferrable = "initially deferred" },
      },
      { "d", "integer", default = 0 },
      foreign_keys = { c_to_p = { "p.id", columns = { "d" }, on_delete = "set default", comment = "why not" } },
    })
  end,

  down = function(op)
    op.drop_table("c")
    op.drop_table("p")
  end,
}
