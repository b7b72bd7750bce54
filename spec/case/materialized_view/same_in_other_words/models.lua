model "t" { { "a", "integer" }, { "b", "text" } }
materialized_view "m" { [[
  select t.a, t.b
    from t
   where t.b = any (array['x', 'y']);
]], using = "heap" }
