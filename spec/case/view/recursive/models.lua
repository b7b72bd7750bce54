model "t" { { "id", "integer", primary_key = true }, { "above", "integer", references = "t.id" } }
view "below" {
  [[WITH RECURSIVE r AS (SELECT id, above FROM t UNION ALL SELECT t.id, r.above FROM t JOIN r ON t.above = r.id)
SELECT id, above FROM r]],
  names = { "id", "top" },
}
