model "t" { { "a", "integer" }, { "b", "text" }, { "at", "timestamptz" } }
view "plain" { "SELECT a, b FROM t WHERE b = 'x'" }
view "guarded" { "SELECT a FROM t WHERE a > 0", security_barrier = true, check_option = "local" }
view "theirs" { "SELECT a FROM guarded WHERE a < 9", security_invoker = true, check_option = "cascaded" }
view "counted" { [[
WITH by_day AS (SELECT date_trunc('day', at) AS day, count(*) AS n FROM t GROUP BY 1)
SELECT day, n, sum(n) OVER (ORDER BY day) AS total FROM by_day;
]], comment = "a day at a time" }
