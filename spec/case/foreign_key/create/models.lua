model "p" { { "id", "integer", primary_key = true }, { "code", "text", null = false, unique = true } }
model "c" {
  { "p_id", "integer", references = "p.id" },
  {
    "code",
    "text",
    references = {
      "p.code",
      on_delete = "set null",
      on_update = "cascade",
      match = "full",
      deferrable = true,
    },
  },
  { "later", "integer", references = { "p.id", deferrable = "initially deferred", on_delete = "restrict" } },
  {
    "d",
    "integer",
    default = 0,
    references = { "p.id", on_delete = "set default", name = "c_to_p", comment = "why not" },
  },
}
