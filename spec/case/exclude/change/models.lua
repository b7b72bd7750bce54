model "t" {
  { "a", "int4range" },
  { "b", "int4range" },
  exclude = {
    x = { "a WITH =", "b WITH &&", using = "gist", deferrable = "initially deferred", comment = "apart" },
  },
}
