-- change
revision {
  owner    = "core",
  parent   = "00000000_000000_core_build",

  up = function(op)
    op.create_view("below", {
      [[
WITH RECURSIVE r AS (SELECT id, above FROM t UNION ALL SELECT t.id, r.above FROM t JOIN r ON t.above = r.id)
SELECT id, above FROM r]],
      names = { "id", "top" },
    })
  end,

  down = function(op)
    op.drop_view("below")
  end,
}
