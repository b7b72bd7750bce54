routine "f(integer)" { returns = "integer", body = "SELECT 1" }
routine "f(text)" { returns = "text", body = "SELECT 'two'" }
routine "f(boolean)" { returns = "integer", body = "SELECT 3" }
view "v" { "SELECT f('x'::text) AS a, f(1) AS b" }
