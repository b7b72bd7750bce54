routine "clean(integer)" { arguments = "days integer", language = "plpgsql", body = "BEGIN NULL; END" }
