model "t" { { "a", "varchar(10)", check = "a in ('x','y')" }, { "b", "integer", check = "b>0 and (b<10)" } }
