enum "feeling" { "sad", "ok", renamed_from = "mood" }
routine "f(feeling, integer)" {
  arguments = "m feeling, n integer DEFAULT 1",
  returns = "feeling",
  body = "SELECT m",
  comment = "kept",
}
routine "h(feeling[])" { renamed_from = "g(mood[])", returns = "integer", body = "SELECT 2" }
