composite "pair" { { "a", "integer" }, { "b", "text" } }
composite "deep" { { "p", "pair[]" } }
routine "first(pair)" { returns = "integer", body = "SELECT ($1).a::integer" }
