model "t" { { "a", "integer" }, { "b", "varchar(9)" } }
view "v" { "select t.a from t where b in ('x','y')" }
