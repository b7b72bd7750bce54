routine "f(integer)" { returns = "integer", body = "SELECT 1" }
routine "f(text)" { returns = "integer", body = "SELECT 2" }
view "v" { "SELECT f('x'::text) AS a, f(1) AS b" }
