routine "one()" { returns = "integer", body = "SELECT 1" }
model "t" { { "a", "integer" }, { "b", "text", default = "x" }, { "c", "integer" } }
view "v" {
  "SELECT a, b, c FROM t",
  columns = { a = { default = 1, comment = "kept" }, b = { default = "y" }, c = { comment = "gone" } },
}
view "w" { "SELECT a, b FROM v" }
