-- change
revision {
  owner    = "core",

  up = function(op)
    op.create_table("t", {
      { "a", "integer" },
      { "b", "text" },
      { "at", "timestamptz" },
    })
    op.create_view("plain", "SELECT a, b FROM t WHERE b = 'x'")
    op.create_view("guarded", {
      "SELECT a FROM t WHERE a > 0",
      security_barrier = true,
      check_option = "local",
    })
    op.create_view("theirs", {
      "SELECT a FROM guarded WHERE a < 9",
      security_invoker = true,
      check_option = "cascaded",
    })
    op.create_view("counted", {
      [[
WITH by_day AS (SELECT date_trunc('day', at) AS day, count(*) AS n FROM t GROUP BY 1)
SELECT day, n, sum(n) OVER (ORDER BY day) AS total FROM by_day]],
      comment = "a day at a time",
    })
  end,

  down = function(op)
    op.drop_view("plain")
    op.drop_view("theirs")
    op.drop_view("guarded")
    op.drop_view("counted")
    op.drop_table("t")
  end,
}
