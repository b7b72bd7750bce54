model "t" {
  { "id", "int", primary_key = true },
  { "k", "kk", default = "q", references = "u.k", comment = "hi" },
}
enum "kk" { "q" }
model "u" { { "k", "kk", primary_key = true }, { "t_id", "int", references = "t.id" } }
