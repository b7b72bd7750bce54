composite "pair" { { "a", "bigint" }, { "b", "text", collate = '"C"' } }
composite "deep" { { "p", "pair[]" } }
routine "first(pair)" { returns = "integer", body = "SELECT ($1).a::integer" }
