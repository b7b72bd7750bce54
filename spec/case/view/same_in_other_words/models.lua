model "t" { { "a", "integer" }, { "b", "varchar(9)" } }
view "v" { "SELECT a FROM public.t WHERE (b::text = 'x' OR b = 'z') OR b = 'y'" }
