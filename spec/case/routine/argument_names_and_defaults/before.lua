routine "named(integer)" { arguments = "a integer", returns = "integer", body = "SELECT 1" }
routine "unnamed(integer)" { returns = "integer", body = "SELECT 1" }
routine "more(integer)" { arguments = "a integer", returns = "integer", body = "SELECT 1" }
routine "less(integer)" { arguments = "a integer DEFAULT 1", returns = "integer", body = "SELECT 1" }
