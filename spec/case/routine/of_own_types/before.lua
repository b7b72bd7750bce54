enum "e" { "a", "b" }
routine "f(e)" { arguments = "v e", returns = "e", body = "SELECT v" }
routine "g(e[])" { returns = "integer", body = "SELECT 1" }
